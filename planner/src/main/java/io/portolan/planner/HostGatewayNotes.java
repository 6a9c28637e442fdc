package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.HeldPorts.Kind;
import io.portolan.planner.HostCalls.Call;
import io.portolan.planner.HostCalls.Holder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan says of services that call the host by its name: who gets the name, and who answers. */
final class HostGatewayNotes {
    private final World world;
    private final StackBlueprint stack;
    private final HostGateway names;
    private final HostCalls calls;

    HostGatewayNotes(World world, StackBlueprint stack) {
        this.world = world;
        this.stack = stack;
        this.names = new HostGateway(stack.stack());
        this.calls = new HostCalls(world, stack);
    }

    List<Diagnostic> all() {
        List<Diagnostic> notes = new ArrayList<>();
        for (ServiceBlueprint service : stack.services()) {
            if (!names.mentions(service.name()).isEmpty()
                    && HostGateway.ownAddress(service.spec()).isEmpty()) {
                unknown(service.spec()).ifPresent(notes::add);
                if (names.isAdded(service.spec())) {
                    notes.addAll(added(service.spec()));
                }
            }
        }
        calls.all().forEach(c -> notes.add(answer(c)));
        return notes;
    }

    private List<Diagnostic> added(ServiceSpec service) {
        List<Diagnostic> notes = new ArrayList<>();
        notes.add(about(
                service.name(),
                Diagnostic.info(
                        "host-gateway.added",
                        "service %s gets the name %s for this server: %s"
                                .formatted(service.name(), HostMention.NAME, where(service)))));
        boolean addressesKnown = !world.observed().host().addresses().isEmpty();
        if (addressesKnown && HostCalls.gateway(world.observed()).isEmpty()) {
            notes.add(about(
                    service.name(),
                    Diagnostic.warning(
                                    "host-gateway.no-address",
                                    "this server has no interface docker0, whose address %s is: the engine starts service %s only if it was told another (host-gateway-ip)"
                                            .formatted(HostMention.NAME, service.name()))
                            .suggest("give the name an address in `extra_hosts` of the file")));
        }
        return notes;
    }

    /** Its hosts file is not the engine's to write: on the host's network that would hide the host's own one. */
    private Optional<Diagnostic> unknown(ServiceSpec service) {
        NetworkMode mode = service.networking().mode();
        return switch (mode.kind()) {
            case HOST ->
                Optional.of(unknown(
                        service,
                        "is on the host's own network",
                        "write 127.0.0.1 in its place: there it is the server itself"));
            case NONE ->
                Optional.of(
                        unknown(service, "is on no network", "remove `network_mode: none`, or what calls the host"));
            case CONTAINER ->
                Optional.of(unknown(
                        service,
                        "is in the network of container %s, which is not the stack's".formatted(mode.of()),
                        "make that container with --add-host %s:%s".formatted(HostMention.NAME, HostMention.GATEWAY)));
            case SERVICE, STACK -> Optional.empty();
        };
    }

    private Diagnostic unknown(ServiceSpec service, String why, String advice) {
        return about(
                service.name(),
                Diagnostic.warning(
                                "host-gateway.unknown",
                                "service %s %s and is not given the name %s: %s"
                                        .formatted(service.name(), why, HostMention.NAME, where(service)))
                        .suggest(advice));
    }

    private String where(ServiceSpec service) {
        List<String> places = names.mentions(service.name()).stream()
                .map(m -> HostCalls.words(m, service.name()))
                .distinct()
                .sorted()
                .toList();
        return (places.size() == 1 ? "%s has it" : "%s have it").formatted(Aspects.joined(places));
    }

    private Diagnostic answer(Call call) {
        String called = "port %d of the host, which service %s calls (%s),"
                .formatted(call.port(), call.service(), Aspects.joined(call.where()));
        return about(
                call.service(), call.holder().map(h -> answer(call, called, h)).orElseGet(() -> Diagnostic.warning(
                                "host-gateway.not-listening", called + " is held by nobody: nothing answers there")
                        .suggest("start what is to answer there; portolan port ls shows who holds which port")));
    }

    private Diagnostic answer(Call call, String called, Holder holder) {
        String held = "%s is held by %s".formatted(called, holder.words());
        if (holder.reached()) {
            return Diagnostic.info("host-gateway.port", held);
        }
        boolean inside = stack.service(call.service()).filter(calls::isInside).isPresent();
        if (inside && holder.kind() != Kind.PROGRAM) {
            return Diagnostic.warning(
                            "host-gateway.unreachable",
                            "%s: all networks of service %s are internal, and an engine leads nobody from there to a port that it publishes"
                                    .formatted(held, call.service()))
                    .suggest("put the service on one more network that is not internal");
        }
        String why = holder.isOfLoopback() ? "no container reaches it there" : HostMention.NAME + " is another address";
        return Diagnostic.warning(
                        "host-gateway.unreachable", "%s on %s only: %s".formatted(held, holder.address(), why))
                .suggest(advice(call, holder));
    }

    private String advice(Call call, Holder holder) {
        String address = HostCalls.gateway(world.observed()).orElse("0.0.0.0");
        String publish = "publish it on %s as well (%s:%d:…)".formatted(address, address, call.port());
        return switch (holder.kind()) {
            case PROGRAM -> "let it listen on %s, which is %s".formatted(address, HostMention.NAME);
            case STACK ->
                publish
                        + ", or connect both services to one network (portolan stack join) and call it by its name there";
            case CONTAINER, PROXY -> publish;
        };
    }

    private Diagnostic about(String service, Diagnostic note) {
        return note.about("stack %s, service %s".formatted(stack.stack().name(), service));
    }
}
