package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import picocli.CommandLine.Command;

@Command(name = "restart", description = "Restart the proxy, which ends all connections. Returns when it serves again.")
final class ProxyRestart extends ApiCommand {
    ProxyRestart(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode proxy = api.post(Resource.of("proxy").slash("restart"), Json.object());
        return show(proxy, () -> terminal().out().println(Style.printable(ProxyUse.sentence(proxy))));
    }
}
