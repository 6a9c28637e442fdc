package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.Tone;
import io.portolan.model.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Print what a stack's containers wrote.")
final class StackLogs extends StackCommand {
    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "Only this service.")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what they write.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "LINES",
            description = "How many of the last lines of each container, or \"all\" (default: 100).")
    private String tail = "100";

    StackLogs(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        Resource logs = stack().slash("logs").with("tail", lines()).with("follow", follow);
        api.stream(service == null ? logs : logs.with("service", service), this::print);
        return ExitCode.DONE;
    }

    private int lines() {
        if (tail.equals("all")) {
            return -1;
        }
        if (!tail.matches("\\d{1,9}")) {
            throw CommandFailure.wrongUse(
                    Diagnostic.error("", "--tail wants a number of lines or \"all\", and was given \"" + tail + "\""));
        }
        return Integer.parseInt(tail);
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
