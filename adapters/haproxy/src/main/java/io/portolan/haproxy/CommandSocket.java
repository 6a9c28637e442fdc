package io.portolan.haproxy;

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

/** A conversation with HAProxy over one of its sockets: a line is a command, and a prompt ends what it answers. */
final class CommandSocket implements AutoCloseable {
    private static final String PROMPT = "\n> ";

    private final Duration deadline;
    private final Selector selector;
    private final SocketChannel channel;

    private CommandSocket(Duration deadline) throws IOException {
        this.deadline = deadline;
        this.selector = Selector.open();
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /** @param deadline for each command */
    static CommandSocket open(Path socket, Duration deadline) throws IOException {
        CommandSocket opened = connected(socket, deadline);
        try {
            opened.ask("prompt");
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static CommandSocket connected(Path socket, Duration deadline) throws IOException {
        CommandSocket opened = new CommandSocket(deadline);
        try {
            opened.channel.configureBlocking(false);
            // On a unix socket this is done at once, or not at all.
            if (!opened.channel.connect(UnixDomainSocketAddress.of(socket))) {
                throw new IOException("too many connections are waiting at " + socket);
            }
            opened.channel.register(opened.selector, 0);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    /** One command, which the other side answers and ends the conversation; also where that has another prompt. */
    static String once(Path socket, Duration deadline, String command) throws IOException {
        try (CommandSocket opened = connected(socket, deadline)) {
            long end = System.nanoTime() + deadline.toNanos();
            opened.send(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)), end);
            // The master takes further commands until it is told that there are none.
            opened.channel.shutdownOutput();
            return opened.receive(end, false);
        }
    }

    /** What is said, without blank lines around it. */
    String ask(String command) throws IOException {
        long end = System.nanoTime() + deadline.toNanos();
        send(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)), end);
        return receive(end, true);
    }

    private void send(ByteBuffer bytes, long end) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, end);
            }
        }
    }

    private String receive(long end, boolean prompted) throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        // What is answered before a prompt is short; long answers end with the conversation.
        while (!prompted || !received.toString(StandardCharsets.ISO_8859_1).endsWith(PROMPT)) {
            buffer.clear();
            int read = channel.read(buffer);
            if (read < 0 && prompted) {
                throw new EOFException("the connection ended within an answer");
            }
            if (read < 0) {
                break;
            }
            if (read == 0) {
                await(SelectionKey.OP_READ, end);
            }
            received.write(buffer.array(), 0, buffer.position());
        }
        String answer = received.toString(StandardCharsets.UTF_8);
        return (prompted ? answer.substring(0, answer.length() - PROMPT.length()) : answer).strip();
    }

    private void await(int operation, long end) throws IOException {
        channel.keyFor(selector).interestOps(operation);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
