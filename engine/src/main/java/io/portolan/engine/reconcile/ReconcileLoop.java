package io.portolan.engine.reconcile;

import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that wakes on the engine's events and calls {@link Reconciler#round()} until it is closed. */
public final class ReconcileLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);
    /** Events come in bursts (one container's end is five of them): one look for each burst. */
    private static final Duration SETTLE = Duration.ofMillis(120);

    private static final Duration UNREACHABLE_RETRY = Duration.ofSeconds(1);
    private static final Duration WITH_WORK_LEFT = Duration.ofSeconds(1);

    private final Server server;
    private final Reconciler reconciler;
    private final Signal signal;
    private final Store store;
    private final InstantSource clock;
    private final Duration resync;
    private final AtomicReference<@Nullable AutoCloseable> subscription = new AtomicReference<>();
    private final Thread thread = Thread.ofPlatform().name("reconcile").unstarted(this::loop);
    private volatile boolean listening;
    private volatile boolean closed;
    private boolean reachable = true;

    public ReconcileLoop(
            Server server, Reconciler reconciler, Signal signal, Store store, InstantSource clock, Duration resync) {
        this.server = server;
        this.reconciler = reconciler;
        this.signal = signal;
        this.store = store;
        this.clock = clock;
        this.resync = resync;
    }

    public void start() {
        thread.start();
    }

    private void loop() {
        try {
            while (!closed) {
                long seen = signal.count();
                Duration pause = once();
                signal.awaitAfter(seen, pause);
                // The burst that follows the first event is waited out by waiting for silence, at most once.
                signal.awaitAfter(signal.count(), SETTLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration once() throws InterruptedException {
        try {
            reconciler.round();
            subscribe();
            noteReachable(true, "");
            Duration pause = reconciler.infrastructureStands() ? resync : WITH_WORK_LEFT;
            // No event tells that the time to try again has come.
            return reconciler.untilRetry().filter(d -> d.compareTo(pause) < 0).orElse(pause);
        } catch (RuntimeFault fault) {
            noteReachable(false, fault.getMessage());
            return UNREACHABLE_RETRY;
        } catch (RuntimeException bug) {
            // A bug in one round must not end the loop that keeps everything else true.
            log.error("a round of the reconciler failed", bug);
            return resync;
        }
    }

    /** After a look, so that an engine that is away fails the look and every view tells of it. */
    private void subscribe() {
        if (!listening) {
            // Before it begins: it may end before it is known here.
            listening = true;
            try {
                subscription.set(server.runtime().events(this::heard, this::lost));
            } catch (RuntimeException e) {
                listening = false;
                throw e;
            }
            // Nobody listened between the look and now.
            signal.raise();
        }
    }

    private void heard(EngineEvent event) {
        // Health checks are execs: their events come every few seconds from every container and mean nothing here.
        if (!event.action().startsWith("exec_")) {
            signal.raise();
        }
    }

    private void lost(RuntimeFault fault) {
        listening = false;
        signal.raise();
    }

    private void noteReachable(boolean now, String why) {
        if (now != reachable) {
            reachable = now;
            String message = now ? "answers again" : why;
            log.warn("engine of server {}: {}", server.name(), message);
            store.addEvent(
                    clock.instant(),
                    now ? "server.reachable" : "server.unreachable",
                    "server " + server.name(),
                    message);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AutoCloseable open = subscription.getAndSet(null);
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                log.debug("closing the event stream", e);
            }
        }
    }
}
