package io.portolan.testkit.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A visitor's side of a WebSocket (RFC 6455): short texts, each in one frame. */
final class WebSocket implements AutoCloseable {
    private static final byte TEXT = (byte) 0x81;

    private final Exchange exchange;

    WebSocket(Visitor visitor, String host) throws IOException {
        exchange = visitor.open(
                host,
                "/ws",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
        if (exchange.status() != 101) {
            throw new IOException("no upgrade: " + exchange.status());
        }
    }

    /** Says it, and tells what comes back. */
    String echo(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        frame.write(0x80 | payload.length);
        // A mask of zeros changes nothing.
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        exchange.send(frame.toByteArray());
        byte[] head = exchange.bytes(2);
        if (head[0] != TEXT) {
            throw new IOException("not a text but frame " + (head[0] & 0xff));
        }
        return new String(exchange.bytes(head[1]), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        exchange.close();
    }
}
