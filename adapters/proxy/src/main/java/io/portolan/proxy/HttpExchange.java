package io.portolan.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One HTTP request over a unix socket and its answer, within a deadline. HTTP/1.0 on purpose: it has no Host header
 * (Caddy 2.6 accepts none over a unix socket), no chunks, and the end of the connection ends the answer.
 */
public final class HttpExchange implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

    public record Answer(int status, String body) {}

    private final Path socket;
    private final Duration deadline;
    private final long end;
    private final Selector selector;
    private final SocketChannel channel;

    private HttpExchange(Path socket, Duration deadline) throws IOException {
        this.socket = socket;
        this.deadline = deadline;
        this.end = System.nanoTime() + deadline.toNanos();
        this.selector = Selector.open();
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    public static Answer get(Path socket, String path, Duration deadline) throws IOException {
        return exchange(socket, "GET " + path + " HTTP/1.0\r\n\r\n", new byte[0], deadline);
    }

    public static Answer post(Path socket, String path, byte[] json, Duration deadline) throws IOException {
        // Caddy does nothing for a configuration that it has, unless it is told to look at it anew: then it lets go of
        // the
        // connections that it keeps to upstreams, which may lead over a network that is gone.
        String head = "POST " + path
                + " HTTP/1.0\r\nContent-Type: application/json\r\nCache-Control: must-revalidate\r\nContent-Length: "
                + json.length;
        return exchange(socket, head + "\r\n\r\n", json, deadline);
    }

    private static Answer exchange(Path socket, String head, byte[] body, Duration deadline) throws IOException {
        try (HttpExchange exchange = new HttpExchange(socket, deadline)) {
            exchange.connect();
            exchange.send(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
            exchange.send(ByteBuffer.wrap(body));
            return parse(exchange.receive());
        }
    }

    private void connect() throws IOException {
        channel.configureBlocking(false);
        // On a unix socket this is done at once, or not at all.
        if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
            throw new IOException("too many connections are waiting at " + socket);
        }
        channel.register(selector, 0);
    }

    private void send(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private byte[] receive() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (int read = channel.read(buffer); read >= 0; read = channel.read(buffer)) {
            if (read == 0) {
                await(SelectionKey.OP_READ);
            }
            received.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return received.toByteArray();
    }

    private void await(int operation) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }

    private static Answer parse(byte[] received) throws IOException {
        String text = new String(received, StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf("\r\n\r\n");
        String head = text.substring(0, Math.max(headEnd, 0));
        Matcher status = STATUS.matcher(head);
        if (!status.lookingAt()) {
            throw new EOFException("the connection ended before there was an answer");
        }
        byte[] body = Arrays.copyOfRange(received, headEnd + 4, received.length);
        Matcher length = LENGTH.matcher(head);
        if (length.find() && Long.parseLong(length.group(1)) != body.length) {
            throw new EOFException("the connection ended within the answer");
        }
        return new Answer(Integer.parseInt(status.group(1)), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
