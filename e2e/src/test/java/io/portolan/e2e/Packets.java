package io.portolan.e2e;

import java.util.ArrayList;
import java.util.List;

/** What a container reaches, tried from inside it. */
final class Packets {
    private static final String CONNECT = """
            import socket, sys
            try:
                socket.create_connection((sys.argv[1], int(sys.argv[2])), 2).close()
                print("reached")
            except OSError as e:
                print(f"not reached: {e}")
            """;

    private static final String ASK = """
            import json, sys, urllib.request
            print(json.load(urllib.request.urlopen(sys.argv[1], timeout=3))["greeting"])
            """;

    private final String container;

    private Packets(String container) {
        this.container = container;
    }

    /** @param container of an image that has Python */
    static Packets from(String container) {
        return new Packets(container);
    }

    boolean reach(String host, int port) {
        return python(CONNECT, host, "" + port).strip().equals("reached");
    }

    /** Whether the port answers at any address that the target has, on whatever network. */
    boolean reachAnyAddressOf(String target, int port) {
        return addresses(target).stream().anyMatch(a -> reach(a, port));
    }

    boolean resolve(String name) {
        return Shell.docker("exec", container, "getent", "hosts", name).exit() == 0;
    }

    /** Who answers at the URL: the greeting of the lab's test server. */
    String greetedAt(String url) {
        return python(ASK, url).strip();
    }

    private String python(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("exec", container, "python3", "-c", program));
        command.addAll(List.of(arguments));
        return Shell.docker(command.toArray(String[]::new)).ok().out();
    }

    static List<String> addresses(String container) {
        return Shell.docker(
                        "inspect", "-f", "{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{end}}", container)
                .ok()
                .out()
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    /** The container and the time of its start: the same for one that nobody touched. */
    static String identity(String container) {
        return Shell.docker("inspect", "-f", "{{.Id}} {{.State.StartedAt}}", container)
                .ok()
                .out()
                .strip();
    }
}
