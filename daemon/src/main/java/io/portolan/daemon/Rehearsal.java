package io.portolan.daemon;

import io.portolan.cli.command.CliContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * A daemon and commands in one process, on a folder of its own and without an engine: the launcher's build runs it once, and
 * the JVM then writes down the classes that were loaded. Whoever starts later has them at hand.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path compose = Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: example/web:1
                    environment: {GREETING: "${GREETING:-hello}"}
                    volumes: ["data:/data"]
                volumes: {data: {}}
                """);
        DaemonOptions options = options(folder);
        LogSetup.apply(Optional.of(folder.resolve("daemon.log")));
        DataDirectory data = DataDirectory.create(options.absoluteData());
        options.keepIn(data);
        SqliteLibrary.unpack(data.path().resolve("native"));
        try (Daemon daemon = new Daemon(options, data)) {
            daemon.start(data, options);
            for (List<String> command : commands(compose.toString())) {
                run(data, command);
            }
        }
        System.exit(0);
    }

    private static List<List<String>> commands(String compose) {
        return List.of(
                List.of("--help"),
                List.of("up", "--help"),
                List.of("compose", "check", compose),
                List.of("compose", "config", compose),
                List.of("stack", "plan", "-f", compose, "--name", "a", "--domain", "web=http://a.localhost"),
                List.of("stack", "ls"),
                List.of("stack", "show", "a"),
                List.of("status"),
                List.of("status", "--json"));
    }

    /** What it prints and how it ends does not matter: there is no engine. */
    private static void run(DataDirectory data, List<String> command) {
        Map<String, String> environment = new HashMap<>();
        environment.put("PORTOLAN_DATA", data.path().toString());
        CliContext process = CliContext.ofProcess();
        CliContext context = new CliContext(
                process.terminal(), environment, process.user(), process.home(), process.folder(), process.clock());
        Commands.run(context, command.toArray(String[]::new));
    }

    private static DaemonOptions options(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("--data=" + folder.resolve("data"));
        arguments.add("--docker=unix://" + folder.resolve("none.sock"));
        arguments.add("--api-port=" + freePort());
        return CommandLine.populateCommand(new DaemonOptions(), arguments.toArray(String[]::new));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
