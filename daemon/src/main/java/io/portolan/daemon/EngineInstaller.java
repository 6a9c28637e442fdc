package io.portolan.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Installs Docker Engine from Debian's packages when told to, and otherwise says exactly how to. */
final class EngineInstaller {
    private static final List<String> PACKAGES = List.of("docker.io", "iptables", "iproute2");

    private final Consumer<String> tell;

    EngineInstaller(Consumer<String> tell) {
        this.tell = tell;
    }

    String advice() {
        String start = Files.isDirectory(Path.of("/run/systemd/system"))
                ? "systemctl enable --now docker"
                : "setsid dockerd >/var/log/dockerd.log 2>&1 &";
        return Files.exists(Path.of("/etc/debian_version"))
                ? """
                Install and start it:
                  apt-get update && apt-get install -y --no-install-recommends %s
                  %s
                or let Portolan do it: portolan up --install-engine
                or name another one: portolan up --docker unix:///path/to/docker.sock""".formatted(String.join(" ", PACKAGES), start)
                : """
                Install Docker Engine (20.10 or later) with your distribution's packages and start it:
                  %s
                or name another one: portolan up --docker unix:///path/to/docker.sock""".formatted(start);
    }

    /** Returns whether an engine answers afterwards. */
    boolean install() throws InterruptedException {
        if (!Files.exists(Path.of("/etc/debian_version"))) {
            System.err.println("portolan: --install-engine knows Debian's packages only");
            return false;
        }
        tell.accept("installing " + String.join(" ", PACKAGES));
        return run(List.of("apt-get", "update", "-qq"))
                && run(List.of(
                        "apt-get",
                        "install",
                        "-y",
                        "-qq",
                        "--no-install-recommends",
                        "docker.io",
                        "iptables",
                        "iproute2"))
                && start();
    }

    private boolean start() throws InterruptedException {
        if (Files.isDirectory(Path.of("/run/systemd/system"))) {
            return run(List.of("systemctl", "enable", "--now", "docker"));
        }
        tell.accept("starting dockerd");
        try {
            new ProcessBuilder("setsid", "dockerd")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            Path.of("/var/log/dockerd.log").toFile()))
                    .start();
        } catch (IOException e) {
            System.err.println("portolan: cannot start dockerd: " + e.getMessage());
            return false;
        }
        return run(List.of("timeout", "60", "sh", "-c", "until docker version >/dev/null 2>&1; do sleep 0.2; done"));
    }

    private boolean run(List<String> command) throws InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive"));
            int code = builder.start().waitFor();
            if (code != 0) {
                System.err.println("portolan: " + String.join(" ", command) + " failed with exit code " + code);
            }
            return code == 0;
        } catch (IOException e) {
            System.err.println("portolan: cannot run " + command.getFirst() + ": " + e.getMessage());
            return false;
        }
    }
}
