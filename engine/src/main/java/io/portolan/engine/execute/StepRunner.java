package io.portolan.engine.execute;

import io.portolan.engine.EngineSettings;
import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RouteProbe.Answer;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.planner.Action;
import io.portolan.planner.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries out one step through the ports, and turns every fault into an outcome with a word for people. */
public final class StepRunner {
    private static final Duration ROUTE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FAILED_GRACE = Duration.ofSeconds(10);
    /** The time after which a connection that got no answer is tried again, and some more. */
    private static final Duration CONNECT_AGAIN = Duration.ofMillis(1500);

    private static final Duration ROUTE_INTERVAL = Duration.ofMillis(150);

    private final Server server;
    private final String instance;
    private final Readiness readiness;
    private final RoutePublisher routes;
    private final Signal signal;
    private final HookRunner hooks;
    private final Drainage drainage;

    public StepRunner(Server server, String instance, RoutePublisher routes, Signal signal, EngineSettings settings) {
        this.server = server;
        this.instance = instance;
        this.routes = routes;
        this.signal = signal;
        this.hooks = new HookRunner(server.runtime(), settings.readyTimeout());
        this.drainage = new Drainage(server, instance, signal, settings.drainTimeout());
        this.readiness = new Readiness(server.runtime(), signal, settings.readyTimeout());
    }

    StepOutcome run(Step step, Files files, Consumer<String> progress) {
        try {
            return act(step.action(), files, progress);
        } catch (RuntimeFault fault) {
            return faulted(step, fault);
        } catch (ProxyFault fault) {
            Diagnostic reason = Diagnostic.error(
                            fault.refused() ? "proxy.refused" : "proxy.unreachable", fault.getMessage())
                    .about(step.action().target())
                    .suggest("see what the proxy said: portolan proxy logs");
            return fault.refused() ? new StepOutcome.Failed(reason) : new StepOutcome.Retryable(reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StepOutcome.Retryable(Diagnostic.error("daemon.stopping", "the daemon was asked to stop"));
        } finally {
            signal.raise();
        }
    }

    private StepOutcome act(Action action, Files files, Consumer<String> progress) throws InterruptedException {
        var runtime = server.runtime();
        switch (action) {
            case Action.CreateNetwork(var network) -> runtime.createNetwork(network);
            case Action.RemoveNetwork(var name) -> runtime.removeNetwork(name);
            case Action.CreateVolume(var volume) -> runtime.createVolume(volume);
            case Action.RemoveVolume(var name) -> runtime.removeVolume(name);
            case Action.PullImage(var reference, var platform) -> runtime.pullImage(reference, platform, progress);
            case Action.WriteFiles(var volume, var stackId, var image) ->
                runtime.writeFiles(volume, image, files.of(stackId).files(), helperOf(stackId));
            case Action.WriteGrants(var volume, var stackId, var image, var paths) -> {
                Map<String, Bundle.File> grants =
                        new TreeMap<>(files.of(stackId).grants());
                grants.keySet().retainAll(paths);
                if (!grants.keySet().equals(paths)) {
                    throw new IllegalStateException("a plan writes configs or secrets that its revision has not");
                }
                runtime.writeFiles(volume, image, grants, helperOf(stackId));
            }
            case Action.RunContainer(var container) -> {
                run(container);
                begin(container.name(), container.lifecycle().hooks().postStart(), progress);
            }
            case Action.StartContainer(var name, var then) -> {
                runtime.startContainer(name);
                begin(name, then, progress);
            }
            case Action.AwaitContainer(var name, var condition) -> {
                return readiness.await(name, condition, progress);
            }
            case Action.ConnectNetwork(var name, var attachment) -> runtime.connect(name, attachment);
            case Action.DisconnectNetwork(var name, var network) -> runtime.disconnect(name, network);
            case Action.WithdrawNames(var name, var attachments) -> withdraw(name, attachments, progress);
            case Action.StopContainer(var name, var grace, var before) -> {
                if (isOurs(name)) {
                    hooks.preStop(name, before, progress);
                    runtime.stopContainer(name, grace);
                }
            }
            case Action.SetAside(var name, var other) -> {
                if (isOurs(name)) {
                    runtime.renameContainer(name, other);
                }
            }
            case Action.RemoveContainer(var name) -> {
                if (isOurs(name)) {
                    runtime.removeContainer(name);
                }
            }
            case Action.PublishRoutes _, Action.ShiftRoutes _ -> routes.publish();
            case Action.DrainContainer(var name, var ports) -> drainage.await(name, ports, progress);
            case Action.AwaitUpstream(var upstream) -> {
                return awaitUpstream(upstream);
            }
            case Action.AwaitProxy(var name) -> {
                return awaitProxy(name);
            }
            case Action.AwaitRoute(var domain) -> {
                return awaitRoute(domain);
            }
        }
        return new StepOutcome.Succeeded();
    }

    /** Whoever connects at that very moment tries again after a second (RFC 6298, section 2), and must find it there. */
    private void withdraw(String container, List<Attachment> attachments, Consumer<String> progress)
            throws InterruptedException {
        if (!isOurs(container)) {
            return;
        }
        try {
            attachments.forEach(a -> server.runtime().connect(container, a));
        } catch (RuntimeFault fault) {
            if (fault.kind() == RuntimeFault.Kind.UNREACHABLE) {
                throw fault;
            }
            // Its address can have gone to a container that started in between. It leaves in any case, and what takes
            // its
            // place is there already: that is no reason to take a deploy back.
            progress.accept("%s could not come back to a network without its names: %s"
                    .formatted(container, fault.getMessage()));
        }
        Thread.sleep(CONNECT_AGAIN);
    }

    private Map<String, String> helperOf(String stackId) {
        return Map.of(Labels.MANAGED, "true", Labels.INSTANCE, instance, Labels.STACK, stackId);
    }

    private void run(ContainerSpec container) {
        if (container.labels().getOrDefault(Labels.ROLE, "").equals("proxy")) {
            routes.stage();
        }
        server.runtime().createContainer(container);
        server.runtime().startContainer(container.name());
    }

    /** One whose first commands fail has not started: it is no container that runs, and is started again later. */
    private void begin(String container, List<Hook> commands, Consumer<String> progress) throws InterruptedException {
        try {
            hooks.postStart(container, commands, progress);
        } catch (RuntimeFault failed) {
            try {
                server.runtime().stopContainer(container, FAILED_GRACE);
            } catch (RuntimeFault stillRuns) {
                failed.addSuppressed(stillRuns);
            }
            throw failed;
        }
    }

    /** Looks again before something is destroyed: the name may have gone to somebody else since the plan was made. */
    private boolean isOurs(String container) {
        Optional<ObservedContainer> present = server.runtime().container(container);
        if (present.isPresent()
                && !instance.equals(present.get().label(Labels.INSTANCE).orElse(""))) {
            throw new RuntimeFault(
                    RuntimeFault.Kind.CONFLICT,
                    "the container " + container + " is not of this Portolan instance; it is left alone");
        }
        return present.isPresent();
    }

    private StepOutcome awaitUpstream(Upstream upstream) throws InterruptedException {
        return signal.until(ROUTE_TIMEOUT, ROUTE_INTERVAL, () -> {
                    Optional<ObservedContainer> container = server.runtime().container(upstream.host());
                    if (container.isEmpty()) {
                        return Optional.of(Readiness.gone(upstream.host()));
                    }
                    return takesConnections(container.get(), upstream.port())
                            ? Optional.of(new StepOutcome.Succeeded())
                            : Optional.empty();
                })
                .orElseGet(() -> notListening(upstream));
    }

    private boolean takesConnections(ObservedContainer container, int port) {
        return container.attachments().stream()
                .map(ObservedAttachment::address)
                .anyMatch(address -> !address.isEmpty() && server.routes().connects(address, port));
    }

    private static StepOutcome notListening(Upstream upstream) {
        return new StepOutcome.Failed(Diagnostic.error(
                        "route.not-listening",
                        "%s takes no connections on port %d after %d s, so no visitor was led to it"
                                .formatted(upstream.host(), upstream.port(), ROUTE_TIMEOUT.toSeconds()))
                .about(upstream.host())
                .suggest("check that the service listens on all addresses (0.0.0.0) of that port, or name the port"
                        + " that it listens on: portolan domain add … --container-port PORT"));
    }

    private StepOutcome awaitProxy(String container) throws InterruptedException {
        return signal.until(
                        ROUTE_TIMEOUT,
                        ROUTE_INTERVAL,
                        () -> server.routes().explainsItself()
                                        && server.proxy().served().isPresent()
                                ? Optional.of((StepOutcome) new StepOutcome.Succeeded())
                                : Optional.empty())
                .orElseGet(
                        () -> new StepOutcome.Failed(
                                Diagnostic.error(
                                                "proxy.not-serving",
                                                "%s runs, but what it answers after %d s is not what it was told to serve"
                                                        .formatted(container, ROUTE_TIMEOUT.toSeconds()))
                                        .about(container)
                                        .suggest(
                                                "its image may be of another program, or ignore the configuration: portolan proxy logs")));
    }

    private StepOutcome awaitRoute(io.portolan.model.route.Domain domain) throws InterruptedException {
        Optional<Diagnostic> refused = routes.refusal(domain);
        if (refused.isPresent()) {
            return new StepOutcome.Failed(refused.get());
        }
        var answer = new Answer[1];
        Optional<Answer> served = signal.until(ROUTE_TIMEOUT, ROUTE_INTERVAL, () -> {
            answer[0] = server.routes().probe(domain);
            return answer[0] instanceof Answer.FromService ? Optional.of(answer[0]) : Optional.empty();
        });
        if (served.isPresent()) {
            return new StepOutcome.Succeeded();
        }
        String reason = answer[0] instanceof Answer.NotServed(String why) ? why : "no answer";
        return new StepOutcome.Failed(Diagnostic.error(
                        "route.not-answering",
                        domain.url() + " does not answer through the proxy after " + ROUTE_TIMEOUT.toSeconds() + " s: "
                                + reason)
                .about(domain.url())
                .suggest("check that the service listens on all addresses (0.0.0.0) of the routed container port"));
    }

    private StepOutcome faulted(Step step, RuntimeFault fault) {
        String code =
                switch (fault.kind()) {
                    case UNREACHABLE -> "engine.unreachable";
                    case NOT_FOUND -> "engine.not-found";
                    case CONFLICT -> "engine.conflict";
                    case IMAGE_NOT_FOUND -> "image.not-found";
                    case REGISTRY_UNREACHABLE -> "image.registry-unreachable";
                    case DISK_FULL -> "disk.full";
                    case REFUSED -> "engine.refused";
                };
        Diagnostic reason =
                Diagnostic.error(code, fault.getMessage()).about(step.action().target());
        return switch (fault.kind()) {
            case UNREACHABLE ->
                new StepOutcome.Retryable(reason.suggest("is the engine running? Portolan tries again by itself"));
            case IMAGE_NOT_FOUND, REGISTRY_UNREACHABLE ->
                new StepOutcome.Failed(
                        reason.suggest("check the image's name and tag, and that the server reaches its registry"));
            case DISK_FULL ->
                new StepOutcome.Failed(
                        reason.suggest("free space on the server (docker system df shows what takes it), then again"));
            case NOT_FOUND, CONFLICT, REFUSED -> new StepOutcome.Failed(reason);
        };
    }
}
