package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.command.LogOptions;
import io.portolan.cli.terminal.Tone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print what a stack's containers wrote.")
final class StackLogs extends StackCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Only this service.")
    private @Nullable String service;

    @Mixin
    private LogOptions options = new LogOptions();

    StackLogs(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        Resource logs = options.of(stack().slash("logs"));
        api.stream(service == null ? logs : logs.with("service", service), this::print);
        return ExitCode.DONE;
    }

    /** Lines go out as the container wrote them, colours and all; many are named by their service. */
    private void print(JsonNode line) {
        if (json()) {
            context().printLine(line);
            return;
        }
        String prefix =
                service == null ? terminal().outStyle().apply(Tone.ACCENT, Json.text(line, "service") + " | ") : "";
        terminal().out().println(prefix + Json.text(line, "text").stripTrailing());
    }
}
