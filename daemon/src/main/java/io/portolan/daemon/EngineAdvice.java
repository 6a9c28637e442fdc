package io.portolan.daemon;

import java.util.Optional;
import java.util.Set;

/** What to do where no engine answers: decided from what the machine is, without touching it. */
record EngineAdvice(Machine machine, String endpoint) {
    static final String PACKAGES = "docker.io iptables iproute2";

    /** Where an engine out of the packages listens. */
    private static final Set<String> DEFAULTS = Set.of("unix:///var/run/docker.sock", "unix:///run/docker.sock");

    boolean isDefault() {
        return DEFAULTS.contains(endpoint);
    }

    /** Why {@code --install-engine} does not install; empty if it can. */
    Optional<String> refusal() {
        if (!isDefault()) {
            return Optional.of(
                    "an engine that is installed would listen at unix:///var/run/docker.sock and not at " + endpoint);
        }
        if (!machine.root()) {
            return Optional.of("only root may install and start an engine");
        }
        if (!machine.debian() && !machine.dockerd()) {
            return Optional.of("--install-engine knows Debian's packages only, and this is another system");
        }
        return Optional.empty();
    }

    /** For a person to follow as it stands. */
    String text() {
        if (!isDefault()) {
            return """
                    start the engine that listens there,
                    or leave --docker away to use the one at unix:///var/run/docker.sock""";
        }
        String asRoot = machine.root() ? "" : ", as root";
        String ours = "or let Portolan do it%s: %s up --install-engine".formatted(asRoot, command());
        String other = "or name another one: %s up --docker unix:///path/to/docker.sock".formatted(command());
        if (machine.dockerd()) {
            return "start it%s:%n  %s%n%s%n%s".formatted(asRoot, start(), ours, other);
        }
        if (!machine.debian()) {
            return "install Docker Engine (20.10 or later) with your distribution's packages and start it%s:%n  %s%n%s"
                    .formatted(asRoot, start(), other);
        }
        return """
                install and start it%s:
                  apt-get update && apt-get install -y --no-install-recommends %s
                  %s
                %s
                %s""".formatted(asRoot, PACKAGES, start(), ours, other);
    }

    /** The launcher as it was called, so that what is shown here can be typed as it stands. */
    static String command() {
        return System.getProperty("portolan.command", "portolan");
    }

    private String start() {
        return machine.systemd() ? "systemctl enable --now docker" : "setsid dockerd >/var/log/dockerd.log 2>&1 &";
    }
}
