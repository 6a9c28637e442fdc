package io.portolan.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** People who ask for a page again and again, each on a connection of its own, while something happens to the site. */
final class Visitors implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final int port;
    private final String host;
    private final AtomicInteger served = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean leaving;

    private Visitors(int port, String host) {
        this.port = port;
        this.host = host;
    }

    /** One visitor for each path. */
    static Visitors of(Portolan portolan, String host, String... paths) {
        Visitors visitors = new Visitors(portolan.httpPort(), host);
        for (String path : paths) {
            visitors.threads.add(Thread.ofVirtual().start(() -> visitors.askAgainAndAgain(path)));
        }
        return visitors;
    }

    private void askAgainAndAgain(String path) {
        while (!leaving) {
            try {
                String status = ask(path);
                if (status.equals("HTTP/1.1 200 OK")) {
                    served.incrementAndGet();
                } else {
                    failures.add(path + ": " + status);
                }
            } catch (IOException e) {
                failures.add(path + ": " + e);
            }
        }
    }

    /** The status line of an answer that came whole. */
    private String ask(String path) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, host)
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> lines = answer.lines().toList();
            if (lines.isEmpty()) {
                return "an empty answer";
            }
            return lines.getLast().startsWith("{") ? lines.getFirst() : lines.getFirst() + ", not of the test server";
        }
    }

    int served() {
        return served.get();
    }

    /** What went wrong, once everybody has had the answer to the last question. */
    List<String> failures() {
        leave();
        return failures;
    }

    private void leave() {
        leaving = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        leave();
    }
}
