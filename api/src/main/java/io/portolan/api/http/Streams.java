package io.portolan.api.http;

import io.javalin.http.Context;
import io.portolan.engine.port.ContainerRuntime.StreamClosed;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All streaming answers of the server: keeps them alive, and ends them when it stops. */
public final class Streams implements AutoCloseable {
    private final Duration firstPulse;
    private final Duration pulse;
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param firstPulse after which a stream that has sent nothing yet begins
     * @param pulse between two keep-alives; a reader that has gone is noticed after about two of them
     */
    public Streams(Duration firstPulse, Duration pulse) {
        this.firstPulse = firstPulse;
        this.pulse = pulse;
    }

    /**
     * Answers with what {@code work} hands to its sink, an event's name and value each, until it returns. A problem
     * after the stream has begun becomes its last value, as event {@code problem}.
     */
    public void serve(Context ctx, Framing framing, Consumer<BiConsumer<String, Object>> work) {
        LiveStream stream = new LiveStream(ctx, framing);
        open.add(stream);
        Thread heart = Thread.ofVirtual().name("stream-pulse").start(() -> beat(stream));
        try {
            if (closed) {
                throw new StreamClosed();
            }
            work.accept(stream::send);
            stream.begin();
        } catch (RuntimeException e) {
            stream.finish();
            conclude(stream, e, ctx);
        } finally {
            stream.finish();
            heart.interrupt();
            open.remove(stream);
            // Set only for the work that has ended now; the server's thread goes on to other requests.
            Thread.interrupted();
        }
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        open.forEach(LiveStream::abandon);
    }

    private static void conclude(LiveStream stream, RuntimeException thrown, Context ctx) {
        Thread.interrupted();
        if (thrown instanceof StreamClosed || stream.isGone()) {
            return;
        }
        if (!stream.hasBegun()) {
            throw thrown;
        }
        try {
            stream.send("problem", Map.of("problem", Problems.of(thrown, ctx)));
        } catch (StreamClosed e) {
            // Nobody is there to be told; the log has it where it was a failure of Portolan's own.
            return;
        }
    }

    private void beat(LiveStream stream) {
        try {
            Thread.sleep(firstPulse);
            while (true) {
                stream.keepAlive();
                Thread.sleep(pulse);
            }
        } catch (InterruptedException e) {
            // The stream has ended.
            return;
        }
    }
}
