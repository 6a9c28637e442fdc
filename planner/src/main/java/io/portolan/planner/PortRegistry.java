package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.BindAddress;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.HeldPorts.HeldPort;
import io.portolan.planner.HeldPorts.Kind;
import io.portolan.planner.Reservations.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether a stack and the proxy can have the ports of the host that they want, and which they could have instead. */
final class PortRegistry {
    private static final int HOLDERS_SHOWN = 3;

    private final World world;

    PortRegistry(World world) {
        this.world = world;
    }

    /** Clashes of a stack's ports, with others and with each other: one for each entry of the file. */
    List<Diagnostic> check(StackBlueprint stack) {
        List<Diagnostic> found = new ArrayList<>();
        if (!world.hasPortAddress() && stack.claimsByPolicy()) {
            found.add(noAddress(stack));
        }
        Map<Object, List<PortClaim>> entries = new LinkedHashMap<>();
        Map<PortClaim, String> clashes = new LinkedHashMap<>();
        List<PortClaim> seen = new ArrayList<>();
        for (PortClaim claim : stack.claims()) {
            // A range is one entry of the file, at one place.
            Object entry = claim.position() == null ? claim : List.of(claim.service(), claim.position());
            entries.computeIfAbsent(entry, _ -> new ArrayList<>()).add(claim);
            sibling(seen, claim)
                    .or(() -> holder(claim.port(), stack.stack().id()))
                    .ifPresent(h -> clashes.putIfAbsent(claim, h));
            seen.add(claim);
        }
        for (List<PortClaim> entry : entries.values()) {
            if (entry.stream().anyMatch(clashes::containsKey)) {
                found.add(taken(stack, entry.stream().distinct().toList(), clashes));
            }
        }
        found.addAll(checkHostNetwork(stack, seen));
        return found;
    }

    private static Optional<String> sibling(List<PortClaim> seen, PortClaim claim) {
        return seen.stream()
                .filter(s -> s.port().clashesWith(claim.port()))
                .findFirst()
                .map(s -> s.service().equals(claim.service())
                        ? "another entry or replica of the same service"
                        : "service %s of the same stack".formatted(s.service()));
    }

    private Diagnostic noAddress(StackBlueprint stack) {
        return Diagnostic.error(
                        "port.no-internal-address",
                        "ports without an address are internal on this server, and it has no interface docker0 to bind them to")
                .about("stack " + stack.stack().name())
                .suggest("give each port an address, or start the daemon with --port-policy public");
    }

    /** Whether nobody but the stack holds it. */
    boolean isFree(HostPort port, String stackId) {
        return holder(port, stackId).isEmpty();
    }

    /** @param claimed what the stack's other services want of the host */
    private List<Diagnostic> checkHostNetwork(StackBlueprint stack, List<PortClaim> claimed) {
        List<Diagnostic> found = new ArrayList<>();
        List<PortClaim> seen = new ArrayList<>(claimed);
        HostNetworkPorts ports = new HostNetworkPorts(stack.stack(), world);
        String id = stack.stack().id();
        for (PortClaim claim : ports.claims()) {
            Optional<String> holder = seen.stream()
                    .filter(s ->
                            !s.service().equals(claim.service()) && s.port().clashesWith(claim.port()))
                    .findFirst()
                    .map(s -> "service %s of the same stack".formatted(s.service()))
                    // Whoever listens there while the service runs is most likely that service.
                    .or(() -> holder(claim.port(), id, h -> h.kind() != Kind.PROGRAM || !ports.runs(claim.service())));
            seen.add(claim);
            holder.ifPresent(h -> found.add(unlikely(stack, claim, h)));
        }
        return found;
    }

    private Diagnostic unlikely(StackBlueprint stack, PortClaim claim, String holder) {
        return Diagnostic.warning(
                        "port.host-network",
                        "service %s is on the host's network and names port %s, which is held by %s: it cannot listen there"
                                .formatted(claim.service(), shown(claim.port()), holder))
                .about("stack %s, service %s".formatted(stack.stack().name(), claim.service()))
                .suggest("let it listen on another port"
                        + nextFree(claim.port(), 1, stack.stack().id())
                                .map("; port %d is free"::formatted)
                                .orElse(""));
    }

    /** Clashes of the proxy's own ports, asked before it is started. */
    List<Diagnostic> checkProxy() {
        List<Diagnostic> found = new ArrayList<>();
        for (HostPort port : proxyPorts()) {
            others(port, "", _ -> true)
                    .ifPresent(holder -> found.add(Diagnostic.error(
                                    "port.taken",
                                    "the HTTP proxy needs port %s of the host, which is held by %s"
                                            .formatted(shown(port), holder))
                            .about("the HTTP proxy")
                            .suggest("free it, or let the proxy use other ports (--http-port, --https-port)")));
        }
        return found;
    }

    private Diagnostic taken(StackBlueprint stack, List<PortClaim> entry, Map<PortClaim, String> clashes) {
        PortClaim first = entry.getFirst();
        boolean range = entry.size() > 1;
        String wanted = range
                ? "ports %s-%d"
                        .formatted(shown(first.port()), entry.getLast().port().port())
                : "port " + shown(first.port());
        String held = range ? holders(entry, clashes) : "is held by " + clashes.get(first);
        return Diagnostic.error(
                        "port.taken",
                        "%s of the host, wanted by service %s, %s".formatted(wanted, first.service(), held))
                .at(first.position())
                .about("stack %s, service %s".formatted(stack.stack().name(), first.service()))
                .suggest(advice(stack, entry));
    }

    private static String holders(List<PortClaim> entry, Map<PortClaim, String> clashes) {
        List<String> held = entry.stream()
                .filter(clashes::containsKey)
                .map(c -> "%d is held by %s".formatted(c.port().port(), clashes.get(c)))
                .toList();
        String more = held.size() > HOLDERS_SHOWN ? " and %d more".formatted(held.size() - HOLDERS_SHOWN) : "";
        return "are not all free: " + String.join(", ", held.subList(0, Math.min(HOLDERS_SHOWN, held.size()))) + more;
    }

    private String advice(StackBlueprint stack, List<PortClaim> entry) {
        PortClaim first = entry.getFirst();
        int size = entry.size();
        String advice = nextFree(first.port(), size, stack.stack().id())
                .map(p -> size > 1 ? "ports %d-%d are free".formatted(p, p + size - 1) : "port %d is free".formatted(p))
                .orElse("no higher port is free");
        return proxyHolds(first.port()).isPresent()
                ? advice
                        + "; or give the service a domain instead of a port: --domain %s=http://…"
                                .formatted(first.service())
                : advice;
    }

    /** The first of so many ports in a row that nobody holds or wants. */
    private Optional<Integer> nextFree(HostPort wanted, int size, String stackId) {
        // From a privileged port to the one that people use in its place: 80 to 8080, 443 to 8443.
        int start = wanted.port() < 1024 ? wanted.port() + 8000 : wanted.port() + size;
        int run = 0;
        for (int port = start; port <= 65535; port++) {
            HostPort candidate = new HostPort(wanted.protocol(), wanted.address(), port);
            run = isFree(candidate, stackId) && !claimedByStack(candidate, stackId) ? run + 1 : 0;
            if (run == size) {
                return Optional.of(port - size + 1);
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
                .filter(p -> p.container().protocol() == candidate.protocol()
                        && p.hostPort().isPresent())
                .anyMatch(p -> IntStream.rangeClosed(
                                p.hostPort().getAsInt(),
                                p.lastHostPort().orElse(p.hostPort().getAsInt()))
                        .anyMatch(port -> port == candidate.port()));
    }

    private boolean listens(Desired.Stack stack, HostPort candidate) {
        return new HostNetworkPorts(stack, world)
                .claims().stream().anyMatch(c -> c.port().clashesWith(candidate));
    }

    private List<HostPort> proxyPorts() {
        return ProxyBlueprint.published(world.desired().proxy()).stream()
                .map(HeldPorts::claim)
                .toList();
    }

    private Optional<String> proxyHolds(HostPort port) {
        return proxyPorts().stream().anyMatch(p -> p.clashesWith(port))
                ? Optional.of("the HTTP proxy of Portolan")
                : Optional.empty();
    }

    private Optional<String> holder(HostPort port, String stackId) {
        return holder(port, stackId, _ -> true);
    }

    private Optional<String> holder(HostPort port, String stackId, Predicate<HeldPort> counts) {
        return proxyHolds(port).or(() -> others(port, stackId, counts));
    }

    /** The stack that wants it counts as little as the proxy, which is asked about by its settings. */
    private Optional<String> others(HostPort port, String stackId, Predicate<HeldPort> counts) {
        Stream<String> held = world.heldPorts()
                .clashing(port)
                .filter(counts)
                .filter(h -> h.kind() != Kind.PROXY)
                .filter(h -> h.stackId().isEmpty() || !h.stackId().equals(stackId))
                .map(HeldPort::holder);
        Stream<String> planned = world.plannedPorts(port.port()).stream()
                .filter(p -> !p.stack().id().equals(stackId) && p.port().clashesWith(port))
                .map(p -> "stack %s, service %s".formatted(p.stack().name(), p.service()));
        return Stream.concat(held, planned).findFirst();
    }

    private static String shown(HostPort port) {
        boolean everywhere = BindAddress.of(port.address()).isWildcard();
        String address = port.address().contains(":") ? "[" + port.address() + "]" : port.address();
        String number = everywhere ? "" + port.port() : address + ":" + port.port();
        return port.protocol() == Protocol.TCP ? number : number + "/" + port.protocol();
    }
}
