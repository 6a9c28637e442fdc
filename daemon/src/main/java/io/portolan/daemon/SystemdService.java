package io.portolan.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A systemd unit. One data folder, one unit: the default folder's is {@code portolan.service}. */
final class SystemdService implements Service {
    private static final Path UNITS = Path.of("/etc/systemd/system");

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

                [Service]
                ExecStart=%s
                Restart=on-failure
                RestartPreventExitStatus=2
                RestartSec=1
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
    public String logs() {
        return data.logFile() + " (and: journalctl -u " + unit + ")";
    }

    private static void check(int code, String what) {
        if (code != 0) {
            throw new IllegalStateException(what + " failed with exit code " + code);
        }
    }

    private static int systemctl(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of("systemctl"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            byte[] output = process.getInputStream().readAllBytes();
            int code = process.waitFor();
            if (code != 0 && !arguments[0].equals("is-active")) {
                System.err.print(new String(output, StandardCharsets.UTF_8));
            }
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run systemctl", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
