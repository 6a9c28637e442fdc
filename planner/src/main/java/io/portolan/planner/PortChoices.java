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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        // What services have is theirs before others choose: a new one that comes first must not take it.
        Map<Choice, HostPort> chosen = new HashMap<>();
        choices().forEach(c -> kept(c).ifPresent(port -> take(chosen, c, port)));
        choices().filter(c -> !chosen.containsKey(c)).forEach(c -> take(chosen, c, fresh(c)));
        List<ServiceSpec> services = new ArrayList<>();
        for (ServiceSpec service : spec.services()) {
            List<PortMapping> ports = service.networking().ports().stream()
                    .map(p -> Optional.ofNullable(chosen.get(new Choice(service.name(), p)))
                            .map(port -> p.at(port.port()))
                            .orElse(p))
                    .toList();
            services.add(service.with(service.networking().with(ports)));
        }
        return stack.with(spec.with(services));
    }

    private record Choice(String service, PortMapping mapping) {}

    private Stream<Choice> choices() {
        return stack.spec().services().stream().flatMap(s -> s.networking().ports().stream()
                .filter(PortMapping::isChoice)
                .map(p -> new Choice(s.name(), p)));
    }

    private void take(Map<Choice, HostPort> chosen, Choice choice, HostPort port) {
        chosen.put(choice, port);
        claimed.add(port);
    }

    private Optional<HostPort> kept(Choice choice) {
        return open(choice).stream().filter(port -> isPublished(choice, port)).findFirst();
    }

    private HostPort fresh(Choice choice) {
        List<HostPort> open = open(choice);
        return free(open.stream().filter(this::isReserved).toList())
                .or(() -> free(open))
                .orElse(claim(choice.mapping(), choice.mapping().hostPort().orElseThrow()));
    }

    /** The ports of the range that no service of the stack claims. */
    private List<HostPort> open(Choice choice) {
        int first = choice.mapping().hostPort().orElseThrow();
        return IntStream.rangeClosed(first, choice.mapping().lastHostPort().orElse(first))
                .mapToObj(port -> claim(choice.mapping(), port))
                .filter(port -> claimed.stream().noneMatch(c -> c.clashesWith(port)))
                .toList();
    }

    private Optional<HostPort> free(List<HostPort> range) {
        return range.stream().filter(port -> registry.isFree(port, stack.id())).findFirst();
    }

    private boolean isPublished(Choice choice, HostPort port) {
        return world.containersOf(stack.id()).stream()
                .filter(c -> choice.service().equals(c.labels().get(Labels.SERVICE)))
                .anyMatch(c -> publishes(c, choice.mapping(), port));
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
