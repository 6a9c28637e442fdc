package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;
import java.time.Instant;
import java.util.List;

/** {@code portolan status} for people. */
final class StatusReport {
    private static final int REPAIRS_SHOWN = 10;

    private final Terminal terminal;
    private final Instant now;

    StatusReport(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    void print(JsonNode status) {
        line("daemon", daemon(status.path("daemon")));
        line("proxy", proxy(status.path("proxy")));
        line("runs", counts(status.path("counts")));
        line("addresses", addresses(status.path("addresses")));
        String shortage = Json.text(status.path("addresses"), "warning");
        if (!shortage.isEmpty()) {
            line("", terminal.outStyle().apply(Tone.WARN, Style.printable(shortage)));
        }
        servers(Json.list(status, "servers"));
        drift(status.path("drift"));
    }

    private void line(String what, String text) {
        terminal.out().println(terminal.outStyle().apply(Tone.DIM, "%-10s".formatted(what)) + " " + text);
    }

    private String since(JsonNode node, String field) {
        return Json.instant(node, field).map(t -> Words.since(t, now)).orElse("-");
    }

    private String daemon(JsonNode daemon) {
        return Style.printable(Json.text(daemon, "version")) + ", up " + since(daemon, "startedAt") + ", "
                + Words.bytes(daemon.path("residentBytes").asLong()) + ", instance "
                + Style.printable(Json.text(daemon, "instance"));
    }

    private String proxy(JsonNode proxy) {
        String state = Json.text(proxy, "state");
        Tone tone = state.equals("serving") ? Tone.GOOD : state.equals("starting") ? Tone.WARN : Tone.BAD;
        return terminal.outStyle().apply(tone, Style.printable(state)) + ", "
                + Style.printable(Json.text(proxy, "kind") + " (" + Json.text(proxy, "image") + ")") + ", HTTP on port "
                + Json.text(proxy, "httpPort") + ", HTTPS on " + Json.text(proxy, "httpsPort") + ", "
                + Words.count(proxy.path("routes").asLong(), "route");
    }

    private static String counts(JsonNode counts) {
        return String.join(
                ", ",
                List.of("stack", "service", "container", "network", "route").stream()
                        .map(noun -> Words.count(counts.path(noun + "s").asLong(), noun))
                        .toList());
    }

    private static String addresses(JsonNode addresses) {
        return Style.printable(Json.text(addresses, "pool")) + ", "
                + addresses.path("used").asLong() + " of "
                + addresses.path("all").asLong() + " taken, room for "
                + Words.count(addresses.path("stackNetworksLeft").asLong(), "more stack") + " or "
                + Words.count(addresses.path("destinationsLeft").asLong(), "more destination");
    }

    private void servers(List<JsonNode> servers) {
        Table table = new Table("SERVER", "STATE", "ENGINE", "SEEN", "ENDPOINT");
        for (JsonNode server : servers) {
            boolean reachable = server.path("reachable").asBoolean();
            table.row(
                    Cell.of(Json.text(server, "name")),
                    reachable ? new Cell("reachable", Tone.GOOD) : new Cell("not reachable", Tone.BAD),
                    Cell.of(Listing.orDash(Json.text(server, "engine"))),
                    Cell.of(
                            Json.instant(server, "observedAt").isEmpty()
                                    ? "never"
                                    : since(server, "observedAt") + " ago"),
                    Cell.of(Json.text(server, "endpoint")));
            table.note(1, Tone.BAD, Json.text(server, "problem"));
        }
        terminal.out().println();
        table.print(terminal);
    }

    private void drift(JsonNode drift) {
        List<JsonNode> pending = Json.list(drift, "pending");
        terminal.out().println();
        if (pending.isEmpty()) {
            boolean noted = !Json.list(drift, "notes").isEmpty();
            terminal.out().println(noted ? "nothing to repair" : "everything is as it should be");
        } else {
            terminal.out().println(Words.count(pending.size(), "thing") + " about to be repaired:");
            Drift.table(pending).print(terminal);
        }
        for (String note : Json.texts(drift, "notes")) {
            terminal.out().println("left as it is: " + Style.printable(note));
        }
        failing(Json.list(drift, "failing"));
        repaired(Json.list(drift, "repaired"));
    }

    private void failing(List<JsonNode> failing) {
        if (failing.isEmpty()) {
            return;
        }
        Table table = new Table("SINCE", "SUBJECT", "REASON").indented("  ");
        for (JsonNode one : failing) {
            table.row(
                    Cell.of(since(one, "since")),
                    Cell.of(Json.text(one, "subject")),
                    new Cell(Json.text(one, "reason"), Tone.BAD));
            table.note(2, Tone.PLAIN, "→ " + Json.text(one, "next"));
        }
        terminal.out().println("not repaired, though it was tried:");
        table.print(terminal);
    }

    private void repaired(List<JsonNode> repaired) {
        if (repaired.isEmpty()) {
            return;
        }
        Table table = new Table("AGO", "REPAIR", "TARGET", "REASON").indented("  ");
        for (JsonNode event : repaired.subList(0, Math.min(REPAIRS_SHOWN, repaired.size()))) {
            table.row(
                    since(event, "at"),
                    Json.text(event, "kind").replaceFirst("^repair\\.", ""),
                    Json.text(event, "subject"),
                    Json.text(event, "message"));
        }
        terminal.out().println("repaired lately:");
        table.print(terminal);
    }
}
