package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who reaches whom, for people. */
final class ReachTable {
    /** A host has an address on each of its networks, and a port that is open on all of them would fill the screen. */
    private static final int SHOWN = 4;

    private ReachTable() {}

    static Table of(JsonNode reach) {
        Table table = new Table("FROM", "TO", "AT", "PORT", "WHY").indented("  ");
        for (JsonNode way : Json.list(reach, "ways")) {
            table.row(
                    some(Json.list(way, "from").stream()
                            .flatMap(ReachTable::containers)
                            .toList()),
                    some(containers(way.path("to")).toList()),
                    some(Stream.concat(Json.texts(way, "names").stream(), Json.texts(way, "addresses").stream())
                            .toList()),
                    port(way),
                    Json.text(way, "reason"));
        }
        return table;
    }

    private static Stream<String> containers(JsonNode party) {
        return Stream.concat(Stream.of(Json.text(party, "name")), Json.texts(party, "sharing").stream());
    }

    private static String some(List<String> all) {
        if (all.size() <= SHOWN) {
            return String.join(", ", all);
        }
        List<String> shown = new ArrayList<>(all.subList(0, SHOWN - 1));
        return String.join(", ", shown) + " and " + (all.size() - shown.size()) + " more";
    }

    private static String port(JsonNode way) {
        int number = way.path("port").asInt();
        String protocol = Json.text(way, "protocol");
        String inside = way.path("containerPort").asInt() == 0 ? "" : " → " + Json.text(way, "containerPort");
        return number == 0 ? "any" : number + "/" + protocol + inside;
    }
}
