package io.portolan.cli;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Terminal.Streams;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a shell would, and keeps what they print. */
final class Shell {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, String> env = new HashMap<>();
    private final Path folder;
    private Streams streams = Streams.NONE;
    private String input = "";

    record Ran(int exitCode, String out, String err) {}

    Shell(Path folder) {
        this.folder = folder;
    }

    static Shell on(FakeDaemon daemon, Path folder) {
        return new Shell(folder).env("PORTOLAN_URL", daemon.url()).env("PORTOLAN_TOKEN", FakeDaemon.TOKEN);
    }

    Shell env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Shell terminal(String newInput) {
        streams = Streams.ALL;
        input = newInput;
        return this;
    }

    Ran run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new BufferedReader(new StringReader(input)),
                streams,
                env);
        CliContext context = new CliContext(terminal, env, "somebody", folder, folder, InstantSource.fixed(NOW));
        int exitCode = new Cli(context).run(args);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
