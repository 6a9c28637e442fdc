package io.portolan.testkit.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The command, for HTTP/2: it tells the version that was spoken, and trailers. */
final class Curl {
    private Curl() {}

    /** Head, body and trailers; the first line begins with the version. Any certificate is taken. */
    static String http2(int port, String host, String path, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--include"));
        command.addAll(List.of("--insecure", "--http2", "--max-time", "20", "--noproxy", "*"));
        command.addAll(List.of("--resolve", host + ":" + port + ":127.0.0.1"));
        command.addAll(List.of(options));
        command.add("https://" + host + ":" + port + path);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
