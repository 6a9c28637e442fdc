package io.portolan.e2e;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Visits a site again and again, and keeps what it got. */
final class Visitor implements AutoCloseable {
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private final Thread thread;

    Visitor(Portolan portolan, String host) {
        this.thread = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    answers.add(portolan.code(host));
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The status of each visit so far, 0 where nobody answered. */
    List<Integer> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
