package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.Named;
import io.portolan.cli.terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Lead a URL to a service. Returns when the proxy serves it; no container is touched. "
                + "Given again, it is served as it is said then.",
        footer = {
            "",
            "For example:",
            "  portolan domain add blog wordpress http://blog.example.com --www to-non-www --compress",
            "  portolan domain add shop api http://example.com/api --strip-prefix --basic-auth ada:secret"
        })
final class DomainAdd extends ApiCommand {
    @Parameters(index = "0", paramLabel = "STACK", description = "The stack.")
    private String stack = "";

    @Parameters(index = "1", paramLabel = "SERVICE", description = "One of its services.")
    private String service = "";

    @Parameters(index = "2", paramLabel = "URL", description = "For example http://blog.example.com.")
    private String url = "";

    @Option(
            names = "--container-port",
            paramLabel = "P",
            description = "The service's port, where its file and image do not tell.")
    private @Nullable Integer containerPort;

    @Mixin
    private RouteFlags flags = new RouteFlags();

    DomainAdd(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object()
                .put("stack", Named.stack(stack))
                .put("service", service)
                .put("url", url);
        if (containerPort != null) {
            body.put("containerPort", containerPort);
        }
        ObjectNode options = flags.json();
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        JsonNode domain = api.post(environment().slash("domains"), body);
        return show(domain, () -> terminal().out().println(Style.printable(sentence(domain))));
    }

    private static String sentence(JsonNode domain) {
        String redirect = Json.text(domain.path("options"), "redirect");
        if (!redirect.isEmpty()) {
            return Json.text(domain, "url") + " sends visitors to " + redirect
                    + (domain.path("live").asBoolean() ? "" : ", but is not live yet");
        }
        return Json.text(domain, "url") + " leads to " + Json.text(domain, "stack") + "/"
                + Json.text(domain, "service") + ":" + Json.text(domain, "containerPort")
                + (domain.path("live").asBoolean() ? "" : ", but is not live yet");
    }
}
