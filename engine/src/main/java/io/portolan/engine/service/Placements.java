package io.portolan.engine.service;

import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired;
import io.portolan.planner.JoinedServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where stacks are placed: what was asked for, else where they are, else in the default destination. */
final class Placements {
    private static final String DEFAULT = "default";

    private final Store store;

    Placements(Store store) {
        this.store = store;
    }

    /**
     * Where a stack is to be. Services that left its file left its destination's network: under the same name another
     * service would be there unasked.
     *
     * @param services of the file that is asked for
     */
    Desired.Placement of(String environment, StackRequest request, List<String> services) {
        JoinedServices joined = store.stack(environment, request.name())
                .map(s -> s.placement().joined().among(services))
                .orElse(JoinedServices.none());
        return new Desired.Placement(destination(environment, request), joined.with(request.joining()));
    }

    private String destination(String environment, StackRequest request) {
        List<DestinationRecord> all =
                store.destinations().stream().filter(d -> !d.removing()).toList();
        Optional<String> present = store.stack(environment, request.name())
                .or(() -> store.retired(environment, request.name()))
                .map(s -> s.placement().destination())
                .filter(id -> all.stream().anyMatch(d -> d.id().equals(id)));
        if (request.destination().isEmpty() && present.isPresent()) {
            return present.get();
        }
        String name = request.destination().orElse(DEFAULT);
        return all.stream()
                .filter(d -> d.name().equals(name))
                .map(DestinationRecord::id)
                .findFirst()
                .orElseThrow(() -> unknown(name, all));
    }

    private static Refused unknown(String name, List<DestinationRecord> all) {
        String there = all.stream().map(DestinationRecord::name).collect(Collectors.joining(", "));
        return new Refused(
                Refused.Kind.INVALID,
                Diagnostic.error("destination.unknown", "there is no destination named " + name)
                        .suggest(
                                all.isEmpty()
                                        ? "make one: portolan destination add " + name
                                        : "there are: %s; make another: portolan destination add %s"
                                                .formatted(there, name)));
    }

    /** What a plan does to services that leave the file while they are connected to the destination's network. */
    Optional<Diagnostic> left(String environment, StackRequest request, List<String> services) {
        List<String> gone = new ArrayList<>(store.stack(environment, request.name())
                .map(s -> s.placement().joined().names())
                .map(List::copyOf)
                .orElse(List.of()));
        gone.removeAll(services);
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnostic.info(
                                "join.service-gone",
                                "%s was connected to the destination's network and is not in the file any more"
                                        .formatted(String.join(", ", gone)))
                        .about("stack " + request.name()));
    }

    /** Says where a stack goes that is placed elsewhere. */
    Optional<Diagnostic> moves(StackRecord stack, Desired.Placement wanted) {
        if (stack.active().isEmpty() || stack.placement().destination().equals(wanted.destination())) {
            return Optional.empty();
        }
        return Optional.of(Diagnostic.info(
                        "stack.moves",
                        "the stack moves from destination %s to %s: what is connected to its services over the one connects anew over the other; its own networks, volumes and the containers that did not change stay"
                                .formatted(name(stack.placement().destination()), name(wanted.destination())))
                .about("stack " + stack.name()));
    }

    private String name(String id) {
        return store.destinations().stream()
                .filter(d -> d.id().equals(id))
                .map(DestinationRecord::name)
                .findFirst()
                .orElse(id);
    }
}
