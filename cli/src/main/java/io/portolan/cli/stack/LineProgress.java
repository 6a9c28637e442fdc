package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;

/** A line for each event, for logs. */
final class LineProgress implements DeployProgress {
    private final PrintStream out;
    private final ProgressText text;
    private String last = "";

    LineProgress(PrintStream out, ProgressText text) {
        this.out = out;
        this.text = text;
    }

    @Override
    public void event(JsonNode event) {
        print(text.of(event));
    }

    @Override
    public void waiting(String why) {
        print(why);
    }

    private void print(String line) {
        if (!line.isEmpty() && !line.equals(last)) {
            out.println(line);
        }
        last = line;
    }

    @Override
    public void close() {}
}
