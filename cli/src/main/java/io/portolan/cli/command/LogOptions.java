package io.portolan.cli.command;

import io.portolan.cli.client.Resource;
import io.portolan.model.Diagnostic;
import picocli.CommandLine.Option;

/** Which lines of a log. */
public final class LogOptions {
    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is written.")
    private boolean follow;

    @Option(
            names = {"-n", "--tail"},
            paramLabel = "LINES",
            description = "How many of the last lines of each container, or \"all\" (default: 100).")
    private String tail = "100";

    public Resource of(Resource logs) {
        return logs.with("tail", lines()).with("follow", follow);
    }

    private int lines() {
        if (tail.equals("all")) {
            return -1;
        }
        if (!tail.matches("\\d{1,9}")) {
            throw CommandFailure.wrongUse(
                    Diagnostic.error("", "--tail wants a number of lines or \"all\", and was given \"" + tail + "\""));
        }
        return Integer.parseInt(tail);
    }
}
