package io.portolan.api.http;

import io.javalin.http.Context;
import io.portolan.engine.port.ContainerRuntime.StreamClosed;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that grows while its work goes on. The response begins with the first value, so that a refusal before it is
 * an ordinary problem document.
 *
 * <p>Once the reader is gone, {@link #send} throws {@link StreamClosed}; a work that has nothing to send is interrupted
 * when a keep-alive finds nobody to take it.
 */
final class LiveStream {
    private final Context ctx;
    private final Framing framing;
    private final Thread worker = Thread.currentThread();
    private @Nullable OutputStream out;
    private boolean quiet = true;
    private volatile boolean gone;
    private volatile boolean finished;

    LiveStream(Context ctx, Framing framing) {
        this.ctx = ctx;
        this.framing = framing;
    }

    void send(String event, Object value) {
        byte[] frame = framing.frame(event, Json.bytes(value));
        synchronized (this) {
            quiet = false;
            if (!write(frame)) {
                throw new StreamClosed();
            }
        }
    }

    synchronized boolean hasBegun() {
        return out != null;
    }

    /** Begins the response even if there is nothing to send. */
    synchronized void begin() {
        if (!gone) {
            write(new byte[0]);
        }
    }

    /** Says that the stream still stands, unless something else has said so since the last time. */
    synchronized void keepAlive() {
        if (!finished && quiet && !write(framing.keepAlive())) {
            worker.interrupt();
        }
        quiet = true;
    }

    /** The server stops: the work ends as if its reader had gone. */
    void abandon() {
        gone = true;
        if (!finished) {
            worker.interrupt();
        }
    }

    /** After this the worker is not interrupted any more. */
    synchronized void finish() {
        finished = true;
    }

    boolean isGone() {
        return gone;
    }

    private boolean write(byte[] frame) {
        if (gone) {
            return false;
        }
        try {
            if (out == null) {
                ctx.status(200).contentType(framing.contentType());
                ctx.res().setHeader("X-Accel-Buffering", "no");
                out = ctx.res().getOutputStream();
            }
            out.write(frame);
            out.flush();
            return true;
        } catch (IOException e) {
            // The reader has closed its end, which is how it says that it has seen enough.
            gone = true;
            return false;
        }
    }
}
