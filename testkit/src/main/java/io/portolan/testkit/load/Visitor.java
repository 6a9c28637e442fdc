package io.portolan.testkit.load;

/** One who comes again and again, and writes into a diary what became of it. */
interface Visitor extends AutoCloseable {
    void visit() throws InterruptedException;

    @Override
    void close();
}
