package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.command.CliContext;

/** Each event as it is, one a line. */
final class JsonProgress implements DeployProgress {
    private final CliContext context;
    private boolean waiting;

    JsonProgress(CliContext context) {
        this.context = context;
    }

    @Override
    public void event(JsonNode event) {
        waiting = false;
        context.printLine(event);
    }

    @Override
    public void waiting(String why) {
        if (!waiting) {
            waiting = true;
            context.terminal().err().println(why);
        }
    }

    @Override
    public void close() {}
}
