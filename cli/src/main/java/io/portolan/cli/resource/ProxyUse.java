package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "use",
        description =
                "Put a proxy of another kind in place of the one that serves. Sites are away for the seconds in which"
                        + " the ports change hands; where the new one does not serve them all, the former one is put back.")
final class ProxyUse extends ApiCommand {
    @Parameters(paramLabel = "KIND", description = "caddy, haproxy or traefik.")
    private String kind = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "Another image than the kind's usual one.")
    private @Nullable String image;

    ProxyUse(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object().put("kind", kind);
        if (image != null) {
            body.put("image", image);
        }
        JsonNode proxy = api.post(Resource.of("proxy").slash("exchange"), body);
        return show(proxy, () -> terminal().out().println(Style.printable(sentence(proxy))));
    }

    static String sentence(JsonNode proxy) {
        return "%s (%s) serves %d routes"
                .formatted(
                        Json.text(proxy, "kind"),
                        Json.text(proxy, "image"),
                        proxy.path("routes").asInt());
    }
}
