package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Which proxy serves, how, and what it cannot do.")
final class ProxyShow extends ApiCommand {
    ProxyShow(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode proxy = api.get(Resource.of("proxy"));
        return show(proxy, () -> ProxyReport.print(proxy, terminal()));
    }
}
