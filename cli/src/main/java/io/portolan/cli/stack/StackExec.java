package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.ExitCode;
import io.portolan.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        description = {
            "Run a command in a service's first running container, without input.",
            "Ends with that command's own exit code."
        },
        footer = {"", "For example:", "  portolan stack exec blog wordpress -- ls -l /var/www"})
final class StackExec extends StackCommand {
    @Parameters(index = "1", paramLabel = "SERVICE", description = "The service.")
    private String service = "";

    @Parameters(index = "2..*", arity = "1..*", paramLabel = "COMMAND", description = "The command, after \"--\".")
    private List<String> command = new ArrayList<>();

    private int exitCode = -1;

    StackExec(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object().put("service", service);
        ArrayNode words = body.putArray("command");
        command.forEach(words::add);
        api.stream(stack().slash("exec"), body, this::print);
        if (exitCode < 0) {
            throw CommandFailure.failed(
                    Diagnostic.error("exec.broken-off", "the command's end was not reported: it may still run"));
        }
        return Math.min(exitCode, 255);
    }

    private void print(JsonNode line) {
        if (line.has("exitCode")) {
            exitCode = line.path("exitCode").asInt(ExitCode.FAILED);
        }
        if (json()) {
            context().printLine(line);
        } else if (line.has("text")) {
            boolean err = Json.text(line, "stream").equals("stderr");
            (err ? terminal().err() : terminal().out()).println(Json.text(line, "text"));
        }
    }
}
