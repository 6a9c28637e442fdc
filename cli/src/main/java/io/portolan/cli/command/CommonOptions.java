package io.portolan.cli.command;

import picocli.CommandLine.Option;

/** The options of every command. */
public final class CommonOptions {
    @Option(
            names = "--json",
            description = "Print one JSON document to standard output (streams: one object a line), and nothing else.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    public boolean json() {
        return json;
    }

    /** Takes over what was said before the command's name, and tells what counts now. */
    public boolean inherit(boolean jsonBefore) {
        json |= jsonBefore;
        return json;
    }

    boolean help() {
        return help;
    }
}
