package io.portolan.testkit.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a proxy on loopback under any host name, as a browser would after a look into DNS, in HTTP/1.1.
 *
 * @param secure over TLS; the name is told in the handshake, and any certificate is taken
 */
record Visitor(int port, boolean secure) {
    private static final int PATIENCE_MS = 20_000;

    Answer get(String host, String path, String... headers) throws IOException {
        return send("GET", host, path, "", headers);
    }

    Answer post(String host, String path, String body, String... headers) throws IOException {
        return send("POST", host, path, body, headers);
    }

    Answer send(String method, String host, String path, String body, String... headers) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String more = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
        try (Exchange exchange = begin(method, host, path, more + "Connection: close\r\n" + lines(headers))) {
            exchange.send(content);
            return exchange.answer();
        }
    }

    /** A request whose answer goes on. */
    Exchange open(String host, String path, String... headers) throws IOException {
        return begin("GET", host, path, lines(headers));
    }

    /** A request whose body is yet to be sent. */
    Exchange upload(String host, String path, String... headers) throws IOException {
        return begin("POST", host, path, lines(headers));
    }

    private Exchange begin(String method, String host, String path, String headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        if (secure) {
            socket = Tls.over(socket, host.replaceAll(":\\d+$", ""));
        }
        return new Exchange(socket, method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }
}
