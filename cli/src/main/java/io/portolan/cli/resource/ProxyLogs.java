package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.command.LogOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "logs", description = "Print what the proxy wrote.")
final class ProxyLogs extends ApiCommand {
    @Mixin
    private LogOptions options = new LogOptions();

    ProxyLogs(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.stream(options.of(Resource.of("proxy").slash("logs")), this::print);
        return ExitCode.DONE;
    }

    private void print(JsonNode line) {
        if (json()) {
            context().printLine(line);
        } else {
            terminal().out().println(Json.text(line, "text").stripTrailing());
        }
    }
}
