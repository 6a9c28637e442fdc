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

    /** Runs the proxy's own check in a container of the image. Throws {@link Refused} with its words where it fails. */
    void check(Launch launch, String image) {
        if (launch.check().isEmpty()) {
            return;
        }
        ContainerSpec helper = ProxyCheck.container(
                Naming.proxyContainer(instance, "check"),
                image,
                new ProxyProcess(
                        launch.controlDirectory(),
                        launch.controlTarget(),
                        launch.check(),
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
            if (code.isEmpty() || code.get() != 0) {
                throw refused(image, code, words(helper.name()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private static Refused refused(String image, Optional<Integer> code, List<String> words) {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error(
                                "proxy.check-failed",
                                "%s does not take the configuration (%s): %s"
                                        .formatted(
                                                image,
                                                code.map(c -> "exit code " + c).orElse("no end in sight"),
                                                String.join("; ", words)))
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
