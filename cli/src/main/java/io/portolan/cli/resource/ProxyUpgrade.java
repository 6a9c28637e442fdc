package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "upgrade",
        description =
                "Run another image of the proxy's kind. It is checked before; where it does not serve all sites, the"
                        + " former one is put back.",
        footer = {"", "For example:", "  portolan proxy upgrade caddy:2.11"})
final class ProxyUpgrade extends ApiCommand {
    @Parameters(paramLabel = "IMAGE", description = "Of the same kind of proxy.")
    private String image = "";

    ProxyUpgrade(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode proxy =
                api.post(Resource.of("proxy").slash("exchange"), Json.object().put("image", image));
        return show(proxy, () -> terminal().out().println(Style.printable(ProxyUse.sentence(proxy))));
    }
}
