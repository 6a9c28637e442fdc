package io.portolan.engine.service;

import io.portolan.engine.service.DestinationService.Wanted;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.Names;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.Adoption;
import io.portolan.planner.Naming;
import java.util.Optional;

/** Why a destination cannot be made as it is asked for. */
final class DestinationChecks {
    /** Portolan's own labels. */
    private static final String RESERVED = "portolan.";

    /** What reservations can hold, and the least that is of use. */
    private static final int LARGEST = 16;

    private static final int SMALLEST = 28;

    private final Store store;

    DestinationChecks(Store store) {
        this.store = store;
    }

    /** What is wrong with the request itself, wherever it is made. */
    void refuseInvalid(Wanted wanted) {
        Names.check("destination", wanted.name()).ifPresent(DestinationChecks::refuse);
        wanted.adopt().flatMap(Adoption::builtIn).ifPresent(DestinationChecks::refuse);
        if (wanted.adopt().isPresent() && wanted.subnet().isPresent()) {
            refuse(Diagnostic.error(
                            "destination.adopted-subnet",
                            "the subnet of network %s is what it is: it exists already"
                                    .formatted(wanted.adopt().get()))
                    .suggest("leave out --subnet, or --adopt"));
        }
        if (wanted.adopt().isPresent() && !wanted.labels().isEmpty()) {
            refuse(Diagnostic.error(
                            "destination.adopted-labels",
                            "network %s exists already, and an engine changes no labels of a network"
                                    .formatted(wanted.adopt().get()))
                    .suggest("leave out --label, or --adopt"));
        }
        wanted.labels().keySet().stream()
                .filter(k -> k.isBlank() || k.startsWith(RESERVED))
                .findFirst()
                .ifPresent(k -> refuse(Diagnostic.error(
                                "label.reserved",
                                k.isBlank()
                                        ? "a label has a name"
                                        : "label %s is Portolan's: by labels of that kind it knows what it made"
                                                .formatted(k))
                        .suggest("choose another name, such as com.example.team")));
        wanted.subnet()
                .filter(s -> s.prefix() < LARGEST || s.prefix() > SMALLEST)
                .ifPresent(s -> refuse(Diagnostic.error(
                                "subnet.size",
                                "%s is not of a size for a destination: that is /%d to /%d"
                                        .formatted(s, LARGEST, SMALLEST))
                        .suggest("a /22 has room for a thousand containers")));
    }

    private static void refuse(Diagnostic diagnostic) {
        throw new Refused(Refused.Kind.INVALID, diagnostic);
    }

    /** What stands against it on this server. */
    void refuseImpossible(Wanted wanted, Observed seen) {
        Optional<DestinationRecord> present = store.destinations().stream()
                .filter(d -> d.name().equals(wanted.name()))
                .findFirst();
        if (present.isPresent()) {
            throw conflict(Diagnostic.error(
                            "destination.taken",
                            present.get().removing()
                                    ? "destination %s is still being removed".formatted(wanted.name())
                                    : "there is a destination named %s already".formatted(wanted.name()))
                    .suggest("choose another name, or see: portolan destination show " + wanted.name()));
        }
        wanted.adopt().ifPresentOrElse(n -> refuseUnadoptable(n, seen), () -> refuseForeign(wanted.name(), seen));
        wanted.subnet().ifPresent(s -> refuseOverlap(s, seen));
    }

    private void refuseForeign(String destination, Observed seen) {
        String instance = store.identity().instance();
        String network = Naming.destinationNetwork(instance, destination);
        seen.network(network)
                .filter(n -> !instance.equals(n.labels().get(Labels.INSTANCE)))
                .ifPresent(n -> {
                    throw conflict(Diagnostic.error(
                                    "network.foreign",
                                    "a network named %s exists, and this Portolan did not make it".formatted(network))
                            .suggest("remove it if nobody needs it: docker network rm " + network));
                });
    }

    private void refuseUnadoptable(String network, Observed seen) {
        store.destinations().stream()
                .filter(d -> d.adoptedNetwork().filter(network::equals).isPresent())
                .findFirst()
                .ifPresent(d -> {
                    throw conflict(Diagnostic.error(
                                    "destination.adopted",
                                    "network %s is adopted by destination %s".formatted(network, d.name()))
                            .suggest("place stacks there: --destination " + d.name()));
                });
        ObservedNetwork there = seen.network(network)
                .orElseThrow(() -> conflict(Diagnostic.error(
                                "network.unknown",
                                "there is no network named %s on the server to adopt".formatted(network))
                        .suggest("make it: docker network create %s; or leave out --adopt, and Portolan makes one"
                                .formatted(network))));
        Adoption.refusal(there, store.identity().instance()).ifPresent(d -> {
            throw conflict(d);
        });
    }

    private static void refuseOverlap(Cidr wanted, Observed seen) {
        for (ObservedNetwork network : seen.networks()) {
            network.subnets().stream().filter(wanted::overlaps).findFirst().ifPresent(taken -> {
                throw overlap(wanted + " overlaps " + taken + " of the network " + network.name());
            });
        }
        seen.host().routes().stream()
                .filter(r -> wanted.overlaps(r.destination()))
                .findFirst()
                .ifPresent(r -> {
                    throw overlap(
                            wanted + " overlaps " + r.destination() + ", which the host routes through " + r.device());
                });
    }

    private static Refused overlap(String message) {
        return conflict(Diagnostic.error("subnet.overlap", message)
                .suggest("choose other addresses, or leave out --subnet: the pool has free ones"));
    }

    private static Refused conflict(Diagnostic diagnostic) {
        return new Refused(Refused.Kind.CONFLICT, diagnostic);
    }
}
