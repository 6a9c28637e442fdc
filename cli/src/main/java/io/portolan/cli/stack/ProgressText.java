package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Tone;
import java.util.HashMap;
import java.util.Map;

/** An event of a deploy in words. */
final class ProgressText {
    private final Map<String, String> labels;
    private final Style style;

    ProgressText(Map<String, String> labels, Style style) {
        this.labels = new HashMap<>(labels);
        this.style = style;
    }

    /** {@code [ 3/14] pull-image wordpress: 40 %}; "" for what needs no words. */
    String of(JsonNode event) {
        String message = Style.printable(Json.text(event, "message"));
        String type = Json.text(event, "type");
        if (type.equals("step-started") && !message.isEmpty()) {
            // Who applies a plan by its id has not read it: the steps say what they are as they begin.
            labels.putIfAbsent(Json.text(event, "step"), message);
        }
        return switch (type) {
            case "step-started" -> counter(event) + label(event) + style.apply(Tone.DIM, " …");
            case "step-progress" -> counter(event) + label(event) + style.apply(Tone.DIM, after(event, message));
            case "step-done" -> counter(event) + style.apply(Tone.GOOD, "✓ ") + label(event);
            case "step-failed" -> counter(event) + style.apply(Tone.BAD, "✗ ") + label(event) + after(event, message);
            case "rolling-back" -> counter(event) + style.apply(Tone.WARN, "rolling back") + after(event, message);
            case "plan", "finished" -> "";
            default -> counter(event) + message;
        };
    }

    private String label(JsonNode event) {
        String step = Json.text(event, "step");
        return Style.printable(labels.getOrDefault(step, step));
    }

    private String after(JsonNode event, String message) {
        String label = label(event);
        if (message.isEmpty() || message.equals(label)) {
            return "";
        }
        int colon = message.indexOf(": ");
        boolean namesTheTargetAgain = colon > 0 && label.endsWith(" " + message.substring(0, colon));
        return namesTheTargetAgain ? message.substring(colon) : ": " + message;
    }

    private String counter(JsonNode event) {
        String all = Json.text(event, "stepsAll");
        String done = Json.text(event, "stepsDone");
        return style.apply(
                Tone.DIM, "[" + " ".repeat(Math.max(0, all.length() - done.length())) + done + "/" + all + "] ");
    }
}
