package io.portolan.engine.service;

import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.state.Observer.Snapshot;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.StackSummary;
import io.portolan.engine.view.StackView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.ServiceAccess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows stacks as their containers are. */
final class StackViews {
    private final Store store;
    private final Observer observer;
    private final DesiredState desiredState;
    private final RouteViews routes;
    private final LinkViews links;

    StackViews(Store store, Observer observer, DesiredState desiredState, RouteViews routes, LinkViews links) {
        this.store = store;
        this.observer = observer;
        this.desiredState = desiredState;
        this.routes = routes;
        this.links = links;
    }

    StackSummary summary(StackRecord stack) {
        StackView view = view(stack);
        return new StackSummary(
                view.name(),
                view.id(),
                view.status(),
                view.revision(),
                view.services().size(),
                view.domains().stream().map(d -> d.url()).toList(),
                view.createdAt());
    }

    StackView view(StackRecord stack) {
        Snapshot snapshot = observer.last();
        Optional<Desired.Stack> active = desiredState.active(stack);
        String instance = store.identity().instance();
        List<ObservedContainer> containers = snapshot.observed().containers().stream()
                .filter(c -> c.isOf(instance))
                .filter(c -> stack.id().equals(c.label(Labels.STACK).orElse(""))
                        && c.label(Labels.ROLE).orElse("").equals("app"))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
        List<StackView.Service> services =
                active.map(a -> services(a, containers, stack, snapshot)).orElseGet(() -> leftovers(containers));
        return new StackView(
                stack.name(),
                stack.id(),
                status(stack, active, services, snapshot),
                stack.active().orElse(0),
                store.failure(stack.id()),
                store.destinations().stream()
                        .filter(d -> d.id().equals(stack.placement().destination()))
                        .map(DestinationRecord::name)
                        .findFirst()
                        .orElse(""),
                services,
                routes.domains().stream()
                        .filter(d -> d.stack().equals(stack.name()))
                        .toList(),
                volumes(stack, snapshot, instance),
                links.ofStack(stack.id()),
                stack.createdAt());
    }

    /** Those that stay when the stack is removed: one with a role holds what comes with every deploy. */
    private static List<StackView.Volume> volumes(StackRecord stack, Snapshot snapshot, String instance) {
        return snapshot.observed().volumes().stream()
                .filter(v -> instance.equals(v.labels().get(Labels.INSTANCE)))
                .filter(v -> stack.id().equals(v.labels().get(Labels.STACK)))
                .filter(v -> !v.labels().containsKey(Labels.ROLE))
                .map(ObservedVolume::name)
                .sorted()
                .map(name -> new StackView.Volume(name, true))
                .toList();
    }

    private List<StackView.Service> services(
            Desired.Stack active, List<ObservedContainer> containers, StackRecord stack, Snapshot snapshot) {
        Map<String, ServiceAccess> access =
                ServiceAccess.of(desiredState.current(), active, snapshot.observed(), desiredState.facts()).stream()
                        .collect(Collectors.toMap(ServiceAccess::service, a -> a));
        return active.spec().services().stream()
                .map(s -> service(s, containers, stack, active, Objects.requireNonNull(access.get(s.name()))))
                .toList();
    }

    private static List<StackView.Access> access(ServiceAccess access) {
        return access.networks().stream()
                .map(n -> new StackView.Access(
                        n.network(),
                        n.reach().name().toLowerCase(Locale.ROOT),
                        n.names(),
                        n.connections().stream()
                                .map(ServiceAccess.Connection::text)
                                .toList()))
                .toList();
    }

    private static StackView.Service service(
            ServiceSpec spec,
            List<ObservedContainer> all,
            StackRecord stack,
            Desired.Stack desired,
            ServiceAccess access) {
        List<StackView.Container> shown = new ArrayList<>(all.stream()
                .filter(c -> c.label(Labels.SERVICE).orElse("").equals(spec.name()))
                .map(c -> container(c, spec, stack))
                .toList());
        boolean done =
                spec.lifecycle().oneShot() && !desired.state().completed().isEmpty();
        for (int missing = shown.size(); missing < spec.lifecycle().replicas() && !done; missing++) {
            shown.add(new StackView.Container(
                    spec.name(),
                    "",
                    "missing",
                    "none",
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    "is not there; it is made again"));
        }
        return new StackView.Service(
                spec.name(),
                spec.image().reference(),
                spec.lifecycle().replicas(),
                desired.placement().joined().includes(spec.name()),
                access.ports().stream().map(ContainerPort::toString).toList(),
                access(access),
                shown);
    }

    /** What a deploy that is under way, or that failed and is being taken back, has made so far. */
    private static List<StackView.Service> leftovers(List<ObservedContainer> containers) {
        Map<String, List<ObservedContainer>> byService = containers.stream()
                .collect(Collectors.groupingBy(
                        c -> c.label(Labels.SERVICE).orElse(""), TreeMap::new, Collectors.toList()));
        return byService.entrySet().stream()
                .map(e -> new StackView.Service(
                        e.getKey(),
                        e.getValue().getFirst().image(),
                        e.getValue().size(),
                        false,
                        List.of(),
                        List.of(),
                        e.getValue().stream().map(c -> plain(c, "")).toList()))
                .toList();
    }

    private static StackView.Container container(ObservedContainer c, ServiceSpec spec, StackRecord stack) {
        return plain(c, detail(c, spec, stack));
    }

    private static String detail(ObservedContainer c, ServiceSpec spec, StackRecord stack) {
        ObservedContainer.State state = c.state();
        return switch (state.status()) {
            case RUNNING ->
                state.health() == Health.UNHEALTHY
                        ? "its health check fails" + said(state.healthLog())
                        : state.health() == Health.STARTING ? "waits for its health check" : "";
            case RESTARTING -> "ends again and again (exit code " + state.exitCode() + ")";
            case CREATED -> state.error().isBlank() ? "was never started" : "could not start: " + state.error();
            case EXITED ->
                spec.lifecycle().oneShot() && state.exitCode() == 0
                        ? "completed"
                        : stack.stopped()
                                ? "stopped as asked"
                                : !state.error().isBlank()
                                        ? "could not start: " + state.error()
                                        : "ended with exit code " + state.exitCode()
                                                + "; was stopped by hand or ended by itself, and stays so until: portolan stack start "
                                                + stack.name();
            case PAUSED -> "is paused";
            case REMOVING, DEAD -> "is being removed";
        };
    }

    private static String said(String log) {
        return log.isBlank() ? "" : ": " + log.strip();
    }

    private static StackView.Container plain(ObservedContainer c, String detail) {
        Map<String, String> networks = new TreeMap<>();
        c.attachments().forEach(a -> networks.put(a.network(), a.address()));
        return new StackView.Container(
                c.name(),
                c.id(),
                c.state().status().name().toLowerCase(Locale.ROOT),
                c.state().health().name().toLowerCase(Locale.ROOT),
                c.state().exitCode(),
                c.state().restartCount(),
                c.state().startedAt(),
                // The engine tells of the last end also while the container runs again.
                c.state().running() ? Optional.empty() : c.state().finishedAt(),
                networks,
                c.published().stream()
                        .map(p -> p.hostAddress() + ":"
                                + (p.hostPort().isPresent() ? p.hostPort().getAsInt() : "any") + "->" + p.container())
                        .toList(),
                detail);
    }

    private static String status(
            StackRecord stack, Optional<Desired.Stack> active, List<StackView.Service> services, Snapshot snapshot) {
        if (!snapshot.reachable()) {
            return "unknown";
        }
        if (stack.candidate().isPresent()) {
            return "deploying";
        }
        if (active.isEmpty()) {
            return "failed";
        }
        if (stack.stopped()) {
            return "stopped";
        }
        return services.stream().allMatch(StackViews::well) ? "running" : "degraded";
    }

    private static boolean well(StackView.Service service) {
        long good = service.containers().stream()
                .filter(c -> (c.state().equals(Status.RUNNING.name().toLowerCase(Locale.ROOT))
                                && !c.health().equals("unhealthy"))
                        || c.detail().equals("completed"))
                .count();
        return good == service.containers().size();
    }
}
