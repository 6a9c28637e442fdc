package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code 8000-8010:80}: any free host port of a range. The one that the service has stays its own, since what reaches it
 * there must go on doing so; else it is the first that nobody holds. Where all are held, the first stands for them in the
 * report of the conflict.
 */
final class PortChoices {
    private final Stack stack;
    private final World world;
    private final PortRegistry registry;
    private final Set<HostPort> claimed = new LinkedHashSet<>();

    private PortChoices(Stack stack, World world) {
        this.stack = stack;
        this.world = world;
        this.registry = new PortRegistry(world);
    }

    /** The same stack with a port in the place of each choice. */
    static Stack settle(Stack stack, World world) {
        boolean none = stack.spec().services().stream()
                .flatMap(s -> s.networking().ports().stream())
                .noneMatch(PortMapping::isChoice);
        return none ? stack : new PortChoices(stack, world).settled();
    }

    private Stack settled() {
        StackSpec spec = stack.spec();
        spec.services().stream()
                .flatMap(s -> s.networking().ports().stream())
                .filter(p -> p.hostPort().isPresent() && !p.isChoice())
                .forEach(p -> claimed.add(claim(p, p.hostPort().getAsInt())));
        List<ServiceSpec> services = new ArrayList<>();
        for (ServiceSpec service : spec.services()) {
            List<PortMapping> ports = service.networking().ports().stream()
                    .map(p -> p.isChoice() ? choose(service, p) : p)
                    .toList();
            services.add(service.with(service.networking().with(ports)));
        }
        return stack.with(new StackSpec(services, spec.networks(), spec.volumes(), spec.routePorts()));
    }

    private PortMapping choose(ServiceSpec service, PortMapping choice) {
        int first = choice.hostPort().orElseThrow();
        List<HostPort> range = IntStream.rangeClosed(
                        first, choice.lastHostPort().orElse(first))
                .mapToObj(port -> claim(choice, port))
                .filter(port -> claimed.stream().noneMatch(c -> c.clashesWith(port)))
                .toList();
        HostPort chosen = range.stream()
                .filter(port -> isPublished(service, choice, port))
                .findFirst()
                .or(() -> free(range.stream().filter(this::isReserved).toList()))
                .or(() -> free(range))
                .orElse(claim(choice, first));
        claimed.add(chosen);
        return choice.at(chosen.port());
    }

    private Optional<HostPort> free(List<HostPort> range) {
        return range.stream().filter(port -> registry.isFree(port, stack.id())).findFirst();
    }

    private boolean isPublished(ServiceSpec service, PortMapping choice, HostPort port) {
        return world.containersOf(stack.id()).stream()
                .filter(c -> service.name().equals(c.labels().get(Labels.SERVICE)))
                .anyMatch(c -> publishes(c, choice, port));
    }

    private static boolean publishes(ObservedContainer container, PortMapping choice, HostPort port) {
        return container.published().stream()
                .anyMatch(p -> p.container().equals(choice.container())
                        && p.hostPort().isPresent()
                        && p.hostPort().getAsInt() == port.port());
    }

    /** By this stack, from an earlier plan. */
    private boolean isReserved(HostPort port) {
        return world.facts().reservedPorts().stream()
                .filter(r -> r.stackId().equals(stack.id()))
                .map(ReservedPort::port)
                .anyMatch(r -> r.port() == port.port() && r.protocol() == port.protocol());
    }

    private HostPort claim(PortMapping mapping, int port) {
        String address = mapping.hostAddress().filter(a -> !a.isEmpty()).orElse(world.portAddress());
        return new HostPort(mapping.container().protocol(), address, port);
    }
}
