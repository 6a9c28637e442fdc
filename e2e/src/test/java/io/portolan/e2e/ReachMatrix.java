package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.ReachScene.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code network show --reach} says of all networks together, as the answers that a {@link Probe} would get if it
 * were true. What something listens on is known here, so each way to any port becomes one line for each of those.
 */
final class ReachMatrix {
    private final List<JsonNode> ways = new ArrayList<>();
    private final Map<String, Listener> listeners;
    private final int proxysPort;

    ReachMatrix(Portolan portolan, Map<String, Listener> listeners) {
        this.listeners = listeners;
        for (JsonNode network :
                portolan.run("network", "ls", "--json").ok().json().get("items")) {
            String name = network.get("name").asText();
            portolan.run("network", "show", name, "--reach", "--json")
                    .ok()
                    .json()
                    .get("ways")
                    .forEach(ways::add);
        }
        this.proxysPort = ways.stream()
                .filter(w -> w.get("to").get("kind").asText().equals("proxy")
                        && w.get("port").asInt() == portolan.httpPort())
                .map(w -> w.get("containerPort").asInt())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no way leads to the proxy's port"));
    }

    int size() {
        return ways.size();
    }

    int proxysPort() {
        return proxysPort;
    }

    Set<String> addresses() {
        Set<String> all = new TreeSet<>();
        ways.forEach(w -> w.get("addresses").forEach(a -> all.add(a.asText())));
        return all;
    }

    Set<String> names() {
        Set<String> all = new TreeSet<>();
        ways.forEach(w -> w.get("names").forEach(n -> all.add(n.asText())));
        return all;
    }

    Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        for (JsonNode way : ways) {
            for (String source : sources(way)) {
                for (JsonNode address : way.get("addresses")) {
                    said(way, address.asText()).forEach(a -> answers.add(source + " " + a));
                    if (!way.get("kind").asText().equals("loopback")) {
                        way.get("names")
                                .forEach(n -> answers.add(source + " name " + n.asText() + " " + address.asText()));
                    }
                }
            }
        }
        return answers;
    }

    private static List<String> sources(JsonNode way) {
        return way.get("from").valueStream().flatMap(ReachMatrix::containers).toList();
    }

    private static Stream<String> containers(JsonNode party) {
        return Stream.concat(
                Stream.of(party.get("name").asText()),
                party.get("sharing").valueStream().map(JsonNode::asText));
    }

    private List<String> said(JsonNode way, String address) {
        int port = way.get("port").asInt();
        List<String> protocols = way.get("protocol").asText().equals("any")
                ? List.of("tcp", "udp")
                : List.of(way.get("protocol").asText());
        List<String> said = new ArrayList<>();
        for (String protocol : protocols) {
            String begin = protocol + " " + address + " ";
            for (Place place : places(way, protocol)) {
                if (port == 0 && place.answersAt(address)) {
                    said.add(begin + place.port() + " " + place.who());
                } else if (port != 0 && place.isBehind(way)) {
                    said.add(begin + port + " " + place.who());
                }
            }
            boolean program = way.get("kind").asText().equals("host") && said.isEmpty();
            if (program && protocol.equals("tcp")) {
                said.add(begin + port + " ?");
            }
        }
        return said;
    }

    private List<Place> places(JsonNode way, String protocol) {
        if (way.get("to").get("kind").asText().equals("proxy")) {
            return protocol.equals("tcp") ? List.of(new Place("0.0.0.0", proxysPort, "?")) : List.of();
        }
        return containers(way.get("to"))
                .filter(listeners::containsKey)
                .map(listeners::get)
                .flatMap(l -> l.places().stream().map(p -> Place.of(p, l.who())))
                .toList();
    }

    /** Where something listens in a container. */
    private record Place(String listens, int port, String who) {
        static Place of(String text, String who) {
            String[] parts = text.split("\\|");
            return new Place(parts[0], Integer.parseInt(parts[1]), who);
        }

        boolean answersAt(String address) {
            boolean six = address.contains(":");
            return listens.equals("::") ? six : !six && (listens.equals("0.0.0.0") || listens.equals(address));
        }

        /** A published port leads to the container's IPv4 address. On the host it is the listener's own. */
        boolean isBehind(JsonNode way) {
            int inside = way.get("containerPort").asInt();
            boolean onHost = way.get("kind").asText().equals("host");
            return port == (inside == 0 ? way.get("port").asInt() : inside) && (onHost || listens.equals("0.0.0.0"));
        }
    }
}
