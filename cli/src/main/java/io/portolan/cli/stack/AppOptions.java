package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.Named;
import io.portolan.cli.compose.Places;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An application as flags. It becomes a Compose file of one service, of the same name, and goes the way of any other. */
final class AppOptions {
    private static final String FILE = "compose.yaml";

    @Option(names = "--name", required = true, paramLabel = "N", description = "The application's name.")
    private String name = "";

    @Option(names = "--image", required = true, paramLabel = "IMAGE", description = "What it runs.")
    private String image = "";

    @Option(names = "--domain", paramLabel = "URL", description = "Lead a URL to it; can be given several times.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--container-port",
            paramLabel = "P",
            description = "Its port, where the image does not tell (EXPOSE).")
    private @Nullable Integer containerPort;

    @Option(names = "--replicas", paramLabel = "R", description = "How many containers answer (default: 1).")
    private int replicas = 1;

    @Option(names = "--env", paramLabel = "K=V", description = "A variable of its environment.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--destination", paramLabel = "D", description = "Where it is placed (default: where it is).")
    private @Nullable String destination;

    PlanRequest request() {
        String stack = Named.stack(name);
        ObjectNode body = Json.object();
        if (destination != null) {
            body.put("destination", Named.destination(destination));
        }
        // A JSON document is a YAML document (YAML 1.2.2, 1.2).
        String file = Json.pretty(compose(stack)) + "\n";
        body.putArray("files")
                .addObject()
                .put("path", FILE)
                .put("content", Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8)));
        body.putArray("composeFiles").add(FILE);
        ArrayNode wanted = body.putArray("domains");
        for (String url : domains) {
            ObjectNode domain = wanted.addObject().put("service", stack).put("url", url);
            if (containerPort != null) {
                domain.put("containerPort", containerPort);
            }
        }
        // Others of its destination reach it, as they do any application and database there.
        body.putArray("joinDestination").add(stack);
        return new PlanRequest(stack, body, Places.of(Path.of(FILE)), List.of());
    }

    private ObjectNode compose(String service) {
        ObjectNode document = Json.object();
        ObjectNode app = document.putObject("services").putObject(service);
        app.put("image", literal(image));
        app.putObject("deploy").put("replicas", replicas);
        if (containerPort != null) {
            app.putArray("expose").add(containerPort.toString());
        }
        if (!environment.isEmpty()) {
            ObjectNode variables = app.putObject("environment");
            environment.forEach((k, v) -> variables.put(k, literal(v)));
        }
        return document;
    }

    /** A dollar is one, and begins no variable of the file. */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }
}
