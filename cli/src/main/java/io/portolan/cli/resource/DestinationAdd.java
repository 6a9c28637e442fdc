package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.Named;
import io.portolan.cli.terminal.Style;
import io.portolan.model.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Make a destination's network, or adopt one, and put the proxy on it.",
        footer = {
            "",
            "For example:",
            "  portolan destination add office --subnet 10.20.0.0/22",
            "  portolan destination add office --label com.example.team=sales",
            "  portolan destination add shared --adopt legacy_default"
        })
final class DestinationAdd extends ApiCommand {
    private static final String SAME_NAME = "";

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Option(names = "--server", paramLabel = "S", description = "The server it is on.")
    private @Nullable String server;

    @Option(names = "--subnet", paramLabel = "CIDR", description = "Its addresses (default: from the pool).")
    private @Nullable String subnet;

    @Option(
            names = "--adopt",
            arity = "0..1",
            fallbackValue = SAME_NAME,
            paramLabel = "NETWORK",
            description = {
                "Use a bridge network that exists already (default: the one of the same name).",
                "It stays when the destination is removed."
            })
    private @Nullable String adopt;

    @Option(names = "--label", paramLabel = "K=V", description = "A label for the network that is made.")
    private Map<String, String> labels = new LinkedHashMap<>();

    DestinationAdd(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object().put("name", Named.destination(name));
        if (adopt != null) {
            body.put("adopt", adopt.equals(SAME_NAME) ? name : adopt);
        }
        if (!labels.isEmpty()) {
            labels.forEach(body.putObject("labels")::put);
        }
        if (subnet != null) {
            body.put("subnet", subnet);
        }
        if (server != null) {
            requireServer(api, server);
        }
        JsonNode destination = api.post(Resource.of("destinations"), body);
        return show(destination, () -> terminal().out().println(Style.printable(sentence(destination))));
    }

    private static String sentence(JsonNode destination) {
        return "destination " + Json.text(destination, "name") + ": "
                + (destination.path("adopted").asBoolean() ? "adopted network " : "network ")
                + Json.text(destination, "network") + ", " + Json.text(destination, "subnet")
                + "\n  place stacks there: portolan stack deploy … --destination " + Json.text(destination, "name");
    }

    /** The API places destinations on the one server there is: naming another one must not go unnoticed. */
    private static void requireServer(ApiClient api, String server) {
        List<String> servers = Json.list(api.get(Resource.of("status")), "servers").stream()
                .map(s -> Json.text(s, "name"))
                .toList();
        if (!servers.contains(server)) {
            throw CommandFailure.refused(
                    List.of(Diagnostic.error("server.unknown", "there is no server \"" + server + "\"")
                            .suggest("known: " + String.join(", ", servers))));
        }
    }
}
