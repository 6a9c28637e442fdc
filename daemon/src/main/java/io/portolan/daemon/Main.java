package io.portolan.daemon;

import io.portolan.cli.command.CliContext;

/** Entry point of everything: the CLI's commands, and those that start and end a daemon. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Commands.run(CliContext.ofProcess(), args));
    }
}
