package io.portolan.traefik;

import io.portolan.engine.port.ContainerLoopback;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP request over a container's loopback and its answer. HTTP/1.0: no chunks, and the connection's end ends it. */
final class LoopbackExchange {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)");

    record Answer(int status, String body) {}

    private LoopbackExchange() {}

    /** @param deadline for the connection, and for each part of the answer */
    static Answer get(ContainerLoopback loopback, int port, String host, String path, Duration deadline)
            throws IOException {
        try (SocketChannel channel = loopback.connect(port, deadline)) {
            Socket socket = channel.socket();
            socket.setSoTimeout(Math.toIntExact(deadline.toMillis()));
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return parse(readAll(socket.getInputStream(), deadline));
        }
    }

    private static byte[] readAll(InputStream in, Duration deadline) throws IOException {
        try {
            return in.readAllBytes();
        } catch (SocketTimeoutException e) {
            SocketTimeoutException told = new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
            told.initCause(e);
            throw told;
        }
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
}
