package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description =
                "Show the daemon, its servers and proxy, counts, addresses left, what was repaired and what could not be.")
final class Status extends ApiCommand {
    Status(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode status = api.get(Resource.of("status"));
        return show(status, () -> new StatusReport(terminal(), context().clock().instant()).print(status));
    }
}
