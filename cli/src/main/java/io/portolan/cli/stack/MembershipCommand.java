package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** Puts services of a stack on its destination's network, or takes them off it. */
abstract class MembershipCommand extends StackCommand {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SERVICE",
            description = "Services of the stack, or \"all\".")
    private List<String> services = new ArrayList<>();

    private final String verb;

    MembershipCommand(CliContext context, String verb) {
        super(context);
        this.verb = verb;
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object();
        services.forEach(body.putArray("services")::add);
        JsonNode stack = api.post(stack().slash(verb), body);
        return show(stack, () -> print(stack));
    }

    private void print(JsonNode stack) {
        String destination = Json.text(stack, "destination");
        List<String> lines = new ArrayList<>();
        for (JsonNode service : Json.list(stack, "services")) {
            Json.list(service, "access").stream()
                    .filter(a -> Json.text(a, "from").equals("destination"))
                    .forEach(a -> lines.add("  " + Json.text(service, "name") + "  " + reachedAs(a)));
        }
        terminal()
                .out()
                .println(Style.printable(
                        lines.isEmpty()
                                ? "no service of %s is on destination %s".formatted(name(), destination)
                                : "on destination %s others reach:".formatted(destination)));
        lines.forEach(l -> terminal().out().println(Style.printable(l)));
    }

    private static String reachedAs(JsonNode access) {
        List<String> connections = Json.texts(access, "connections");
        return String.join(", ", connections.isEmpty() ? Json.texts(access, "names") : connections);
    }
}
