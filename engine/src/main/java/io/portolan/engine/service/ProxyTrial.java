package io.portolan.engine.service;

import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.port.HttpProxy.Launch;
import io.portolan.engine.port.RouteProbe.Answer;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.route.Domain;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.planner.Desired.ProxyProcess;
import io.portolan.planner.Naming;
import io.portolan.planner.ProxyCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a proxy would take what it is to serve, and whether it does serve it. */
final class ProxyTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(150);
    private static final int LINES = 20;

    private final Server server;
    private final String instance;
    private final Signal signal;

    ProxyTrial(Server server, String instance, Signal signal) {
        this.server = server;
        this.instance = instance;
        this.signal = signal;
    }

    /** What the image says of its version, run in a container of it. */
    String version(Launch launch, String image) {
        return String.join("\n", run(launch, image, launch.version()).words());
    }

    /** Runs the proxy's own check in a container of the image. Throws {@link Refused} with its words where it fails. */
    void check(Launch launch, String image) {
        if (launch.check().isEmpty()) {
            return;
        }
        Outcome outcome = run(launch, image, launch.check());
        if (outcome.code().filter(c -> c == 0).isEmpty()) {
            throw refused(image, outcome);
        }
    }

    /** @param code empty: it did not end in time */
    private record Outcome(Optional<Integer> code, List<String> words) {}

    private Outcome run(Launch launch, String image, List<String> command) {
        ContainerSpec helper = ProxyCheck.container(
                Naming.proxyContainer(instance, "check"),
                image,
                new ProxyProcess(
                        launch.controlDirectory(),
                        launch.controlTarget(),
                        command,
                        launch.workingDirectory(),
                        launch.user()),
                Map.of(Labels.MANAGED, "true", Labels.INSTANCE, instance, Labels.ROLE, "helper"));
        server.runtime().removeContainer(helper.name());
        try {
            server.runtime().createContainer(helper);
            server.runtime().startContainer(helper.name());
            Optional<Integer> code = signal.until(PATIENCE, INTERVAL, () -> server.runtime()
                    .container(helper.name())
                    .filter(c -> !c.state().running())
                    .map(c -> c.state().exitCode()));
            return new Outcome(code, words(helper.name()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Optional.empty(), List.of("the daemon was asked to stop"));
        } finally {
            server.runtime().removeContainer(helper.name());
        }
    }

    private List<String> words(String container) {
        List<String> lines = new ArrayList<>();
        server.runtime()
                .logs(container, LINES, false, line -> lines.add(line.text().strip()));
        return lines;
    }

    private static Refused refused(String image, Outcome outcome) {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error(
                                "proxy.check-failed",
                                "%s does not take the configuration (%s): %s"
                                        .formatted(
                                                image,
                                                outcome.code()
                                                        .map(c -> "exit code " + c)
                                                        .orElse("no end in sight"),
                                                String.join("; ", outcome.words())))
                        .suggest("the proxy that serves is untouched; use another image"));
    }

    /** Those of the domains that no service answers within a minute. */
    List<String> unanswered(List<Domain> domains) throws InterruptedException {
        List<Domain> left = new ArrayList<>(domains);
        signal.until(PATIENCE, INTERVAL, () -> {
            left.removeIf(d -> server.routes().probe(d) instanceof Answer.FromService);
            return left.isEmpty() ? Optional.of(left) : Optional.empty();
        });
        return left.stream().map(Domain::url).toList();
    }
}
