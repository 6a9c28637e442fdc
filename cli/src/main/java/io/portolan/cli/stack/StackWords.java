package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;

/** States in words and tones. */
final class StackWords {
    private StackWords() {}

    static Cell status(JsonNode stack) {
        String status = Json.text(stack, "status");
        return new Cell(
                status,
                switch (status) {
                    case "running" -> Tone.GOOD;
                    case "degraded", "failed" -> Tone.BAD;
                    case "deploying", "unknown" -> Tone.WARN;
                    default -> Tone.PLAIN;
                });
    }

    static String revision(JsonNode stack) {
        int revision = stack.path("revision").asInt();
        return revision == 0 ? "-" : String.valueOf(revision);
    }

    /** {@code running, healthy}, {@code exited with 1, restarted 3 times}, {@code missing}. */
    static Cell container(JsonNode container) {
        String state = Json.text(container, "state");
        String health = Json.text(container, "health");
        boolean runs = state.equals("running");
        StringBuilder words = new StringBuilder(state);
        if (runs && !health.isEmpty() && !health.equals("none")) {
            words.append(", ").append(health);
        }
        if (state.equals("exited")) {
            words.append(" with ").append(container.path("exitCode").asInt());
        }
        int restarts = container.path("restarts").asInt();
        if (restarts > 0) {
            words.append(", restarted ").append(Words.count(restarts, "time"));
        }
        return new Cell(words.toString(), tone(container, runs, health));
    }

    private static Tone tone(JsonNode container, boolean runs, String health) {
        if (runs && !health.equals("unhealthy")) {
            return health.equals("starting") ? Tone.WARN : Tone.GOOD;
        }
        return isAsItShould(container) ? Tone.PLAIN : Tone.BAD;
    }

    /** Who reaches a service in this way, for people. */
    static String from(JsonNode access) {
        return switch (Json.text(access, "from")) {
            case "stack" -> "its stack";
            case "destination" -> "its destination";
            case "link" -> "those linked to it";
            default -> "network " + Json.text(access, "network");
        };
    }

    /** A one-shot that finished, or what its user stopped, is no trouble. */
    static boolean isAsItShould(JsonNode container) {
        String detail = Json.text(container, "detail");
        return detail.isEmpty() || detail.equals("completed") || detail.equals("stopped as asked");
    }
}
