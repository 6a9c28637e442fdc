package io.portolan.testkit.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection in HTTP/2 by prior knowledge (RFC 9113), for requests without a body. */
final class Http2Wire implements AutoCloseable {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;

    private static final int REFUSED_STREAM = 7;
    private static final int WIDEST = Integer.MAX_VALUE;
    private static final int FIRST_WINDOW = 65_535;

    /** One request, and its answer as far as it has come. */
    static final class Stream {
        int status;
        boolean ended;
        /** Nobody has acted on it: it may be repeated whatever it asks for. */
        boolean untouched;

        String failure = "";
        final ByteArrayOutputStream body = new ByteArrayOutputStream();

        boolean over() {
            return ended || untouched || !failure.isEmpty();
        }
    }

    private final Site site;
    private final Wire wire;
    private final Map<Integer, Stream> streams = new TreeMap<>();
    private int next = 1;
    private boolean leaving;

    Http2Wire(Site site) throws IOException {
        this.site = site;
        this.wire = new Wire(site);
        wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        // No table of headers, so that each answer can be read by itself; no push; a window that never closes.
        ByteBuffer settings = ByteBuffer.allocate(18);
        settings.putShort((short) 1)
                .putInt(0)
                .putShort((short) 2)
                .putInt(0)
                .putShort((short) 4)
                .putInt(WIDEST);
        send(SETTINGS, 0, 0, settings.array());
        send(WINDOW_UPDATE, 0, 0, number(WIDEST - FIRST_WINDOW));
    }

    /** Whether another request may be sent here: the other side has not said that it leaves, nor left. */
    boolean isUsable() throws IOException {
        try {
            for (int first = wire.glance(); first >= 0 && !leaving; first = wire.glance()) {
                frame();
            }
            return !leaving && wire.isSilent();
        } catch (Wire.Truncated ended) {
            return false;
        }
    }

    Stream ask() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        // GET, http, /, and the authority as a literal (RFC 7541).
        head.writeBytes(new byte[] {
            (byte) 0x82, (byte) 0x86, (byte) 0x84, 0x01, (byte) site.host().length()
        });
        head.writeBytes(site.host().getBytes(StandardCharsets.US_ASCII));
        Stream stream = new Stream();
        streams.put(next, stream);
        send(HEADERS, END_STREAM | END_HEADERS, next, head.toByteArray());
        next += 2;
        return stream;
    }

    /** Reads until all that was asked is answered, or never will be. */
    void finish() throws IOException {
        streams.values().removeIf(Stream::over);
        while (!streams.isEmpty()) {
            frame();
            streams.values().removeIf(Stream::over);
        }
    }

    private void frame() throws IOException {
        byte[] head = wire.read(9);
        int length = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
        int flags = head[4] & 0xff;
        int id = ByteBuffer.wrap(head).getInt(5) & WIDEST;
        byte[] payload = wire.read(length);
        switch (head[3]) {
            case SETTINGS -> acknowledge(SETTINGS, flags, new byte[0]);
            case PING -> acknowledge(PING, flags, payload);
            case GOAWAY -> leave(ByteBuffer.wrap(payload).getInt() & WIDEST);
            case HEADERS, DATA, RST_STREAM -> part(head[3], flags, streams.get(id), payload);
            default -> {
                // Windows are wide enough, and priorities nothing to us.
            }
        }
    }

    private void acknowledge(int type, int flags, byte[] payload) {
        if ((flags & ACK) == 0) {
            send(type, ACK, 0, payload);
        }
    }

    private void leave(int last) {
        leaving = true;
        streams.forEach((id, stream) -> stream.untouched |= id > last);
    }

    private static void part(int type, int flags, @Nullable Stream stream, byte[] payload) throws IOException {
        if (stream == null) {
            return;
        }
        if (type == RST_STREAM) {
            int code = ByteBuffer.wrap(payload).getInt();
            stream.untouched = code == REFUSED_STREAM;
            stream.failure = "reset with code " + code;
            return;
        }
        if (type == DATA) {
            stream.body.writeBytes(payload);
        } else if (stream.status == 0) {
            stream.status = StatusField.read(payload);
        }
        stream.ended = (flags & END_STREAM) != 0;
    }

    private void send(int type, int flags, int id, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        frame.put((byte) type).put((byte) flags).putInt(id).put(payload);
        wire.send(frame.array());
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Override
    public void close() {
        wire.close();
    }
}
