package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.command.CliContext;
import java.util.Map;

/** Shows a deploy while it runs. Closed when it has ended. */
interface DeployProgress extends AutoCloseable {
    /** @param labels what steps do, by their ids */
    static DeployProgress on(CliContext context, boolean json, Map<String, String> labels) {
        if (json) {
            return new JsonProgress(context);
        }
        ProgressText text = new ProgressText(labels, context.terminal().outStyle());
        return context.terminal().outIsTerminal()
                ? new LiveProgress(context.terminal(), text)
                : new LineProgress(context.terminal().out(), text);
    }

    void event(JsonNode event);

    /** Says why nothing is heard; said once, until the next event. */
    void waiting(String why);

    @Override
    void close();
}
