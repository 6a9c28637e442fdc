package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Who holds which port of the host: the proxy, stacks, containers of anybody, programs. */
final class PortRegistry {
    /** The engine's own helper, which listens in a container's stead. */
    private static final String ENGINE_LISTENER = "docker-proxy";

    private final World world;

    PortRegistry(World world) {
        this.world = world;
    }

    /** Clashes of a stack's ports, with others and with each other. */
    List<Diagnostic> check(StackBlueprint stack) {
        List<Diagnostic> found = new ArrayList<>();
        List<PortClaim> seen = new ArrayList<>();
        for (PortClaim claim : stack.claims()) {
            Optional<String> sibling = seen.stream()
                    .filter(s -> clash(s.port(), claim.port()))
                    .findFirst()
                    .map(s -> s.service().equals(claim.service())
                            ? "by another entry or replica of the same service"
                            : "by service %s of the same stack".formatted(s.service()));
            seen.add(claim);
            Optional<String> holder = sibling.or(() -> proxyHolds(claim.port()))
                    .or(() -> others(claim.port(), stack.stack().id()));
            holder.ifPresent(h -> found.add(taken(stack, claim, h)));
        }
        found.addAll(checkHostNetwork(stack, seen));
        return found;
    }

    /** @param claimed what the stack's other services want of the host */
    private List<Diagnostic> checkHostNetwork(StackBlueprint stack, List<PortClaim> claimed) {
        List<Diagnostic> found = new ArrayList<>();
        List<PortClaim> seen = new ArrayList<>(claimed);
        HostNetworkPorts ports = new HostNetworkPorts(stack.stack(), world);
        String id = stack.stack().id();
        for (PortClaim claim : ports.claims()) {
            Optional<String> holder = seen.stream()
                    .filter(s -> !s.service().equals(claim.service()) && clash(s.port(), claim.port()))
                    .findFirst()
                    .map(s -> "by service %s of the same stack".formatted(s.service()))
                    .or(() -> proxyHolds(claim.port()))
                    .or(() -> reserved(claim.port(), id))
                    .or(() -> container(claim.port(), id))
                    .or(() -> ports.runs(claim.service()) ? Optional.empty() : program(claim.port()));
            seen.add(claim);
            holder.ifPresent(h -> found.add(unlikely(stack, claim, h)));
        }
        return found;
    }

    private Diagnostic unlikely(StackBlueprint stack, PortClaim claim, String holder) {
        return Diagnostic.warning(
                        "port.host-network",
                        "service %s is on the host's network and names port %s, which is held %s: it cannot listen there"
                                .formatted(claim.service(), shown(claim.port()), holder))
                .about("stack %s, service %s".formatted(stack.stack().name(), claim.service()))
                .suggest("let it listen on another port"
                        + nextFree(claim.port(), stack.stack().id())
                                .map("; port %d is free"::formatted)
                                .orElse(""));
    }

    /** Clashes of the proxy's own ports, asked before it is started. */
    List<Diagnostic> checkProxy() {
        List<Diagnostic> found = new ArrayList<>();
        for (HostPort port : proxyPorts()) {
            others(port, "")
                    .ifPresent(holder -> found.add(Diagnostic.error(
                                    "port.taken",
                                    "the HTTP proxy needs port %s of the host, which is held %s"
                                            .formatted(shown(port), holder))
                            .about("the HTTP proxy")
                            .suggest("free it, or let the proxy use other ports (--http-port, --https-port)")));
        }
        return found;
    }

    private Diagnostic taken(StackBlueprint stack, PortClaim claim, String holder) {
        String advice = nextFree(claim.port(), stack.stack().id())
                .map("port %d is free"::formatted)
                .orElse("no higher port is free");
        if (proxyHolds(claim.port()).isPresent()) {
            advice +=
                    "; or give the service a domain instead of a port: --domain %s=http://…".formatted(claim.service());
        }
        return Diagnostic.error(
                        "port.taken",
                        "port %s of the host, wanted by service %s, is held %s"
                                .formatted(shown(claim.port()), claim.service(), holder))
                .at(claim.position())
                .about("stack %s, service %s".formatted(stack.stack().name(), claim.service()))
                .suggest(advice);
    }

    private Optional<Integer> nextFree(HostPort wanted, String stackId) {
        // From a privileged port to the one that people use in its place: 80 to 8080, 443 to 8443.
        int start = wanted.port() < 1024 ? wanted.port() + 8000 : wanted.port() + 1;
        for (int port = start; port <= 65535; port++) {
            HostPort candidate = new HostPort(wanted.protocol(), wanted.address(), port);
            if (proxyHolds(candidate).isEmpty()
                    && others(candidate, stackId).isEmpty()
                    && !claimedByStack(candidate, stackId)) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    private boolean claimedByStack(HostPort candidate, String stackId) {
        return world.desired().stack(stackId).stream().anyMatch(s -> publishes(s, candidate) || listens(s, candidate));
    }

    private static boolean publishes(Desired.Stack stack, HostPort candidate) {
        return stack.spec().services().stream()
                .flatMap(s -> s.networking().ports().stream())
                .anyMatch(p -> p.container().protocol() == candidate.protocol()
                        && p.hostPort().orElse(0) == candidate.port());
    }

    private boolean listens(Desired.Stack stack, HostPort candidate) {
        return new HostNetworkPorts(stack, world).claims().stream().anyMatch(c -> clash(c.port(), candidate));
    }

    private List<HostPort> proxyPorts() {
        return ProxyBlueprint.published(world.desired().proxy()).stream()
                .map(p -> new HostPort(
                        p.container().protocol(), p.hostAddress(), p.hostPort().orElse(0)))
                .toList();
    }

    private Optional<String> proxyHolds(HostPort port) {
        return proxyPorts().stream().anyMatch(p -> clash(p, port))
                ? Optional.of("by the HTTP proxy of Portolan")
                : Optional.empty();
    }

    private Optional<String> others(HostPort port, String stackId) {
        return reserved(port, stackId).or(() -> container(port, stackId)).or(() -> program(port));
    }

    private Optional<String> reserved(HostPort port, String stackId) {
        return world.facts().reservedPorts().stream()
                .filter(r -> !r.stackId().equals(stackId) && clash(r.port(), port))
                .map(ReservedPort::holder)
                .sorted()
                .findFirst()
                .map(holder -> "by " + holder);
    }

    private Optional<String> container(HostPort port, String stackId) {
        return world.observed().containers().stream()
                .filter(World::isUp)
                .filter(c -> !isOurProxy(c) && !isOfStack(c, stackId))
                .filter(c -> publishes(c, port))
                .map(ObservedContainer::name)
                .sorted()
                .findFirst()
                .map(name -> "by container " + name);
    }

    private Optional<String> program(HostPort port) {
        // A port that a container publishes is listened on by the engine, under whatever name it shows.
        boolean engine =
                world.observed().containers().stream().filter(World::isUp).anyMatch(c -> publishes(c, port));
        if (engine) {
            return Optional.empty();
        }
        return world.observed().host().listeners().stream()
                .filter(l -> !l.program().startsWith(ENGINE_LISTENER))
                .filter(l -> clash(new HostPort(l.protocol(), l.address(), l.port()), port))
                .map(Listener::program)
                .min(Comparator.naturalOrder())
                .map(program -> program.isEmpty() ? "by a program of the host" : "by " + program);
    }

    private boolean isOurProxy(ObservedContainer container) {
        return world.isOurs(container) && "proxy".equals(container.labels().get(Labels.ROLE));
    }

    private boolean isOfStack(ObservedContainer container, String stackId) {
        return world.isOurs(container) && stackId.equals(container.labels().get(Labels.STACK));
    }

    static boolean publishes(ObservedContainer container, HostPort port) {
        return container.published().stream().anyMatch(p -> p.hostPort().isPresent() && clash(claim(p), port));
    }

    static HostPort claim(PublishedPort port) {
        return new HostPort(
                port.container().protocol(), port.hostAddress(), port.hostPort().orElse(0));
    }

    static boolean clash(HostPort one, HostPort other) {
        return one.protocol() == other.protocol()
                && one.port() == other.port()
                && (isWildcard(one.address())
                        || isWildcard(other.address())
                        || bare(one.address()).equals(bare(other.address())));
    }

    private static boolean isWildcard(String address) {
        String bare = bare(address);
        return bare.isEmpty() || bare.equals("0.0.0.0") || bare.equals("::") || bare.equals("*");
    }

    private static String bare(String address) {
        return address.replace("[", "").replace("]", "");
    }

    private static String shown(HostPort port) {
        String number = isWildcard(port.address()) ? "" + port.port() : port.address() + ":" + port.port();
        return port.protocol() == Protocol.TCP ? number : number + "/" + port.protocol();
    }
}
