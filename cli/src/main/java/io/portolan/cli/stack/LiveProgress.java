package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.terminal.Terminal;

/** What is done stays on the terminal; beneath it one line, written over and over, says what runs now. */
final class LiveProgress implements DeployProgress {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final Terminal terminal;
    private final ProgressText text;

    LiveProgress(Terminal terminal, ProgressText text) {
        this.terminal = terminal;
        this.text = text;
    }

    @Override
    public void event(JsonNode event) {
        String line = text.of(event);
        switch (Json.text(event, "type")) {
            case "step-started", "step-progress" -> rewrite(line);
            default -> {
                rewrite("");
                if (!line.isEmpty()) {
                    terminal.out().println(line);
                }
            }
        }
    }

    @Override
    public void waiting(String why) {
        rewrite(why);
    }

    /** A line longer than the terminal would not be cleared whole: it is cut. */
    private void rewrite(String line) {
        terminal.out().print(CLEAR_LINE + Cut.to(line, terminal.width() - 1));
        terminal.out().flush();
    }

    @Override
    public void close() {
        rewrite("");
    }
}
