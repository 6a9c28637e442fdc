package io.portolan.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A systemd unit. One data folder, one unit: the default folder's is {@code portolan.service}. */
final class SystemdService implements Service {
    private static final Path UNITS = Path.of("/etc/systemd/system");

    /** Commands whose failure is an answer. */
    private static final Set<String> QUIET = Set.of("is-active", "reset-failed");

    private final DataDirectory data;
    private final String unit;

    SystemdService(DataDirectory data) {
        this.data = data;
        this.unit = unitName(data.path());
    }

    static String unitName(Path data) {
        return data.equals(Path.of("/var/lib/portolan"))
                ? "portolan.service"
                : "portolan-" + Integer.toHexString(data.toString().hashCode()) + ".service";
    }

    /** The unit's text. Arguments are quoted as systemd.syntax(7) asks. */
    static String unitText(List<String> daemon) {
        return """
                [Unit]
                Description=Portolan
                After=network-online.target docker.service
                Wants=network-online.target
                StartLimitIntervalSec=0

                [Service]
                ExecStart=%s
                Restart=on-failure
                RestartPreventExitStatus=2
                RestartSec=2
                SuccessExitStatus=143
                UMask=0077

                [Install]
                WantedBy=multi-user.target
                """.formatted(daemon.stream().map(SystemdService::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String argument) {
        String escaped = argument.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("%", "%%")
                .replace("$", "$$");
        return "\"" + escaped + "\"";
    }

    @Override
    public boolean isRunning() {
        return systemctl("is-active", "--quiet", unit) == 0;
    }

    @Override
    public void start(List<String> daemon) {
        try {
            Files.writeString(UNITS.resolve(unit), unitText(daemon));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the unit " + UNITS.resolve(unit) + ": " + e.getMessage(), e);
        }
        check(systemctl("daemon-reload"), "systemctl daemon-reload");
        check(systemctl("enable", "--now", unit), "systemctl enable --now " + unit);
    }

    @Override
    public void stop() {
        if (Files.exists(UNITS.resolve(unit))) {
            check(systemctl("disable", "--now", unit), "systemctl disable --now " + unit);
        }
    }

    @Override
    public void remove() {
        try {
            if (Files.deleteIfExists(UNITS.resolve(unit))) {
                check(systemctl("daemon-reload"), "systemctl daemon-reload");
                // Forgets that it failed, if it did. There is nothing to forget if it did not.
                systemctl("reset-failed", unit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the unit " + UNITS.resolve(unit) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Fate fate() {
        return fate(run("systemctl", "show", "--property=NRestarts,ActiveState", unit)
                .lines());
    }

    static Fate fate(List<String> properties) {
        int endings = 0;
        boolean over = false;
        for (String property : properties) {
            if (property.startsWith("NRestarts=")) {
                endings = Integer.parseInt(property.substring("NRestarts=".length()));
            }
            over |= property.equals("ActiveState=failed") || property.equals("ActiveState=inactive");
        }
        return new Fate(endings, over);
    }

    @Override
    public List<String> lastWords() {
        // Of the unit's processes alone, without what systemd says of them.
        return run("journalctl", "_SYSTEMD_UNIT=" + unit, "-n", "8", "-o", "cat", "--no-pager")
                .lines();
    }

    @Override
    public String logs() {
        return data.logFile() + " (and: journalctl -u " + unit + ")";
    }

    private static void check(int code, String what) {
        if (code != 0) {
            throw new IllegalStateException(what + " failed with exit code " + code);
        }
    }

    private static int systemctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("systemctl"));
        command.addAll(List.of(arguments));
        Ran ran = run(command.toArray(String[]::new));
        if (ran.code() != 0 && !QUIET.contains(arguments[0])) {
            ran.lines().forEach(System.err::println);
        }
        return ran.code();
    }

    private record Ran(int code, List<String> lines) {}

    private static Ran run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            byte[] output = process.getInputStream().readAllBytes();
            return new Ran(
                    process.waitFor(),
                    new String(output, StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ran(1, List.of());
        }
    }
}
