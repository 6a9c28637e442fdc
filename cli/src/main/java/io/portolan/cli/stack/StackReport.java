package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code stack show} for people. */
final class StackReport {
    private final Terminal terminal;
    private final Style style;
    private final Instant now;

    StackReport(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.style = terminal.outStyle();
        this.now = now;
    }

    void print(JsonNode stack) {
        Cell status = StackWords.status(stack);
        terminal.out()
                .println(style.apply(Tone.STRONG, Style.printable(Json.text(stack, "name"))) + "  "
                        + style.apply(status.tone(), status.text())
                        + Style.printable("  revision " + StackWords.revision(stack) + ", destination "
                                + Json.text(stack, "destination")
                                + Json.instant(stack, "createdAt")
                                        .map(t -> ", made " + Words.since(t, now) + " ago")
                                        .orElse("")));
        String failure = Json.text(stack, "lastFailure");
        if (!failure.isEmpty()) {
            terminal.out()
                    .println(style.apply(Tone.BAD, "  the last deploy failed: ")
                            + Style.printable(failure).replace("\n", "\n    "));
        }
        domains(Json.list(stack, "domains"));
        containers(Json.list(stack, "services"));
        access(Json.list(stack, "services"));
        links(Json.list(stack, "links"));
        volumes(Json.list(stack, "volumes"));
    }

    private void links(List<JsonNode> links) {
        if (!links.isEmpty()) {
            terminal.out().println();
            LinkList.table(links).print(terminal);
        }
    }

    private void domains(List<JsonNode> domains) {
        for (JsonNode domain : domains) {
            boolean live = domain.path("live").asBoolean();
            terminal.out()
                    .println(Style.printable("  " + Json.text(domain, "url") + " → " + Json.text(domain, "service")
                                    + ":" + Json.text(domain, "containerPort") + "  ")
                            + style.apply(live ? Tone.GOOD : Tone.WARN, live ? "live" : "not live"));
        }
    }

    private void containers(List<JsonNode> services) {
        Table table = new Table("SERVICE", "CONTAINER", "STATE", "SINCE", "NETWORKS AND PORTS");
        for (JsonNode service : services) {
            String name = Json.text(service, "name");
            List<JsonNode> containers = Json.list(service, "containers");
            if (containers.isEmpty()) {
                table.row(name, "-", "no container", "-", "-");
            }
            for (JsonNode container : containers) {
                table.row(
                        Cell.of(name),
                        Cell.of(Json.text(container, "name")),
                        StackWords.container(container),
                        Cell.of(since(container)),
                        Cell.of(String.join(", ", places(container))));
                table.note(
                        1, StackWords.isAsItShould(container) ? Tone.DIM : Tone.WARN, Json.text(container, "detail"));
            }
        }
        if (!table.isEmpty()) {
            terminal.out().println();
            table.print(terminal);
        }
    }

    /** How long it has been in the state that it is in. */
    private String since(JsonNode container) {
        return Json.instant(container, "finishedAt")
                .or(() -> Json.instant(container, "startedAt"))
                .map(t -> Words.since(t, now))
                .orElse("-");
    }

    private static List<String> places(JsonNode container) {
        List<String> places = new ArrayList<>();
        container
                .path("networks")
                .forEachEntry((network, address) ->
                        places.add(network + (address.asText("").isEmpty() ? "" : " " + address.asText())));
        places.addAll(Json.texts(container, "ports"));
        return places.isEmpty() ? List.of("-") : places;
    }

    /** What a client of each service is told. */
    private void access(List<JsonNode> services) {
        Table table = new Table("SERVICE", "FROM", "REACHED AS", "ALSO");
        for (JsonNode service : services) {
            for (JsonNode access : Json.list(service, "access")) {
                List<String> names = Json.texts(access, "names");
                if (names.isEmpty()) {
                    // On the network of a link only the provider is asked.
                    continue;
                }
                List<String> connections = Json.texts(access, "connections");
                table.row(
                        Json.text(service, "name"),
                        StackWords.from(access),
                        orDash(connections.isEmpty() ? names : connections),
                        orDash(names.subList(Math.min(1, names.size()), names.size())));
            }
        }
        if (!table.isEmpty()) {
            terminal.out().println();
            table.print(terminal);
        }
    }

    private static String orDash(List<String> texts) {
        return texts.isEmpty() ? "-" : String.join(", ", texts);
    }

    private void volumes(List<JsonNode> volumes) {
        if (volumes.isEmpty()) {
            return;
        }
        terminal.out().println();
        for (JsonNode volume : volumes) {
            terminal.out()
                    .println("  volume " + Style.printable(Json.text(volume, "name"))
                            + (volume.path("exists").asBoolean() ? "" : style.apply(Tone.WARN, "  does not exist")));
        }
    }
}
