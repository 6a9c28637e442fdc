package io.portolan.e2e;

import java.util.ArrayList;
import java.util.List;

/**
 * A browser before a tunnel that ends TLS: whatever is asked for by https comes to the proxy's plain entry, and says that it
 * came by https; whatever is asked for without TLS is sent to https there.
 *
 * @param portolan to whose plain entry the tunnel leads
 */
record Tunnel(Portolan portolan) {
    private static final int MOST = 10;

    /** @param urls all that were asked for, the last one with the answer */
    record Visit(int code, List<String> urls) {}

    Visit follow(String url) {
        List<String> urls = new ArrayList<>(List.of(url));
        while (urls.size() <= MOST) {
            String at = urls.getLast();
            if (at.startsWith("http://")) {
                urls.add(at.replaceFirst("http", "https"));
                continue;
            }
            String[] parts = at.substring("https://".length()).split("/", 2);
            String[] answer = Shell.run(
                            "curl",
                            "-s",
                            "-m",
                            "10",
                            "-o",
                            "/dev/null",
                            "-w",
                            "%{http_code} %{redirect_url}",
                            "-H",
                            "Host: " + parts[0],
                            "-H",
                            "X-Forwarded-Proto: https",
                            "http://127.0.0.1:" + portolan.httpPort() + "/" + (parts.length > 1 ? parts[1] : ""))
                    .ok()
                    .out()
                    .split(" ", 2);
            int code = Integer.parseInt(answer[0]);
            if (code < 300 || code > 399) {
                return new Visit(code, urls);
            }
            urls.add(answer[1]);
        }
        return new Visit(0, urls);
    }
}
