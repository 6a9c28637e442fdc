package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Terminal;

/** The proxy, for people. */
final class ProxyReport {
    private ProxyReport() {}

    static void print(JsonNode proxy, Terminal terminal) {
        line(
                terminal,
                "kind",
                Json.text(proxy, "kind") + " (there are " + String.join(", ", Json.texts(proxy, "kinds")) + ")");
        line(terminal, "image", Json.text(proxy, "image"));
        line(terminal, "container", Listing.orDash(Json.text(proxy, "container")));
        line(
                terminal,
                "state",
                Json.text(proxy, "state") + ", " + proxy.path("routes").asInt() + " routes");
        line(
                terminal,
                "ports",
                proxy.path("httpPort").asInt() + " (http), "
                        + proxy.path("httpsPort").asInt() + " (https)");
        line(terminal, "networks", Listing.orDash(String.join(", ", Json.texts(proxy, "networks"))));
        line(
                terminal,
                "drains",
                proxy.path("countsInFlight").asBoolean()
                        ? "until it has no request under way, as it counts"
                        : "until it has no connection to the container, since it cannot count");
        Json.texts(proxy, "limits").forEach(l -> line(terminal, "cannot", l));
    }

    private static void line(Terminal terminal, String name, String text) {
        terminal.out().println(Style.printable("%-10s %s".formatted(name, text)));
    }
}
