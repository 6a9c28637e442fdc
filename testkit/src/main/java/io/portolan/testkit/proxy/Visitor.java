package io.portolan.testkit.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Asks a proxy on loopback under any host name, as a browser would after a look into DNS. */
record Visitor(int port) {
    record Answer(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** Of the application that answered; empty for the proxy's own answers. */
        String greeting() {
            return body.replaceAll("(?s).*\"greeting\": \"([^\"]*)\".*|.*", "$1");
        }
    }

    Answer get(String host, String path) throws IOException {
        try (Stream stream = open(host, path, "Connection: close")) {
            return stream.rest();
        }
    }

    Stream open(String host, String path, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + String.join("\r\n", headers);
        socket.getOutputStream().write((request + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        return new Stream(socket);
    }

    /** An answer that may go on for long. */
    static final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;
        private final int status;
        private final Map<String, String> headers = new LinkedHashMap<>();

        private Stream(Socket socket) throws IOException {
            this.socket = socket;
            this.reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            this.status = Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }

        int status() {
            return status;
        }

        /** The next line; fails when the stream has ended. */
        String line() throws IOException {
            String line = reader.readLine();
            if (line == null) {
                throw new IOException("the stream has ended");
            }
            return line;
        }

        private Answer rest() throws IOException {
            StringBuilder body = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                body.append((char) c);
            }
            return new Answer(status, headers, body.toString());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
