package io.portolan.cli.stack;

import java.io.PrintStream;

/** Tells a person who interrupts the command while it follows a deploy that the deploy itself goes on. */
final class Farewell implements AutoCloseable {
    private volatile boolean following = true;

    Farewell(PrintStream err, String stack) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (following) {
                err.println();
                err.println("the deploy goes on without you; \"portolan stack show " + stack + "\" tells how it is");
            }
        }));
    }

    @Override
    public void close() {
        following = false;
    }
}
