package io.portolan.api.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** How the values of a stream are told apart on the wire. */
public enum Framing {
    /** One JSON document per line; an empty line now and then says that the stream still stands. */
    LINES("application/x-ndjson") {
        @Override
        byte[] frame(String event, byte[] json) {
            return joined(new byte[0], json, "\n");
        }

        @Override
        byte[] keepAlive() {
            return bytes("\n");
        }
    },
    /** Server-sent events; a comment now and then says that the stream still stands. */
    EVENTS("text/event-stream") {
        @Override
        byte[] frame(String event, byte[] json) {
            return joined(bytes("event: " + event + "\ndata: "), json, "\n\n");
        }

        @Override
        byte[] keepAlive() {
            return bytes(":\n\n");
        }
    };

    private final String contentType;

    /** What the client asks for; lines, unless it accepts events. */
    public static Framing wanted(Context ctx) {
        String accept = Objects.requireNonNullElse(ctx.header("Accept"), "");
        return accept.contains(EVENTS.contentType()) ? EVENTS : LINES;
    }

    Framing(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    abstract byte[] frame(String event, byte[] json);

    abstract byte[] keepAlive();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] before, byte[] json, String after) {
        byte[] end = bytes(after);
        byte[] all = new byte[before.length + json.length + end.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(json, 0, all, before.length, json.length);
        System.arraycopy(end, 0, all, before.length + json.length, end.length);
        return all;
    }
}
