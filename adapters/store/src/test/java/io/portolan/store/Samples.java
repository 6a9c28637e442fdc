package io.portolan.store;

import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.store.Store.Acceptance;
import io.portolan.engine.store.Store.Identity;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Link;
import io.portolan.planner.Reservations;
import io.portolan.planner.Reservations.HostPort;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Values for the tests, with little to say where the test has nothing to say. */
final class Samples {
    static final Instant NOW = Instant.ofEpochMilli(1_770_000_000_123L);
    static final String DESTINATION = "destination-1";

    private Samples() {}

    static DestinationRecord destination(Store store, String id, String name) {
        Identity identity = store.identity();
        return new DestinationRecord(
                id, name, identity.team(), identity.server(), Optional.empty(), Map.of(), false, NOW);
    }

    static Revision revision(String stack, int number) {
        Bundle bundle = Bundle.of("compose.yaml", "services: {}".getBytes(StandardCharsets.UTF_8));
        StackSpec spec = new StackSpec(List.of(), List.of(), List.of(), List.of());
        Revision.Document document = new Revision.Document(1, bundle, Map.of("COLOUR", new Secret("green")), spec);
        return new Revision(stack, number, Revision.Status.CANDIDATE, NOW, document);
    }

    static PlanRecord plan(String id, Instant createdAt) {
        Bundle bundle = Bundle.of("compose.yaml", "services: {}".getBytes(StandardCharsets.UTF_8));
        PlanRecord.RequestedDomain domain =
                new PlanRecord.RequestedDomain("web", new Domain("http", "blog.test", "/"), OptionalInt.of(80));
        PlanRecord.Request request = new PlanRecord.Request(
                "blog",
                "environment",
                new Desired.Placement(DESTINATION, JoinedServices.of(List.of("db"))),
                bundle,
                Map.of("COLOUR", new Secret("green")),
                Map.of("PASSWORD", new Secret("hidden")),
                new StackSpec(List.of(), List.of(), List.of(), List.of()),
                List.of(domain),
                List.of(new Link(
                        "link-1",
                        new Link.End("stack-1", "web"),
                        new Link.End("stack-2", "db"),
                        new ContainerPort(5432, Protocol.TCP),
                        "DATABASE")));
        return new PlanRecord(id, "stack-1", "digest", createdAt, request);
    }

    static HostPort tcp(String address, int port) {
        return new HostPort(Protocol.TCP, address, port);
    }

    static Domain domain(String host) {
        return new Domain("http", host, "/");
    }

    /** A deploy of a stack; the slug is its id. */
    static Deploy deploy(Store store, String id, String name, int revision) {
        return new Deploy(store.identity(), id, name, revision);
    }

    static final class Deploy {
        private final Identity identity;
        private final String id;
        private final String name;
        private final int revision;
        private final TreeMap<String, Cidr> subnets = new TreeMap<>();
        private final List<HostPort> ports = new java.util.ArrayList<>();
        private final List<DomainRecord> domains = new java.util.ArrayList<>();
        private final List<LinkRecord> links = new java.util.ArrayList<>();
        private final Map<String, Secret> generated = new TreeMap<>();
        private OptionalInt active = OptionalInt.empty();
        private Desired.Placement place = new Desired.Placement(DESTINATION, JoinedServices.none());

        private Deploy(Identity identity, String id, String name, int revision) {
            this.identity = identity;
            this.id = id;
            this.name = name;
            this.revision = revision;
        }

        Deploy subnet(String network, String cidr) {
            subnets.put(network, Cidr.parse(cidr));
            return this;
        }

        Deploy port(String address, int port) {
            ports.add(tcp(address, port));
            return this;
        }

        Deploy domain(String host, String service) {
            domains.add(domainRecord(id, host, service));
            return this;
        }

        /** {@code web}, from the service of that name to port 5432 of the other stack's {@code db}. */
        Deploy link(String linkId, String service, String provider, String prefix) {
            Link link = new Link(
                    linkId,
                    new Link.End(id, service),
                    new Link.End(provider, "db"),
                    new ContainerPort(5432, Protocol.TCP),
                    prefix);
            links.add(new LinkRecord(link, false, NOW));
            return this;
        }

        Deploy generated(String variable, String value) {
            generated.put(variable, new Secret(value));
            return this;
        }

        Deploy over(int activeRevision) {
            active = OptionalInt.of(activeRevision);
            return this;
        }

        Deploy at(String destination, String... joined) {
            place = new Desired.Placement(destination, JoinedServices.of(List.of(joined)));
            return this;
        }

        StackRecord stack() {
            StackRecord.Placement placement = new StackRecord.Placement(
                    identity.team(),
                    identity.project(),
                    identity.environment(),
                    identity.server(),
                    place.destination(),
                    place.joined());
            return new StackRecord(id, name, id, placement, active, OptionalInt.of(revision), false, Removal.NO, NOW);
        }

        Reservations reservations() {
            return new Reservations(
                    subnets, ports, domains.stream().map(DomainRecord::domain).toList());
        }

        Acceptance acceptance() {
            return new Acceptance(
                    stack(),
                    Samples.revision(id, revision),
                    reservations(),
                    generated,
                    List.copyOf(domains),
                    List.copyOf(links));
        }

        /** Accepts it. */
        Deploy into(Store store) {
            store.accept(acceptance());
            return this;
        }

        void promotedIn(Store store) {
            into(store);
            store.promote(id, revision, reservations());
        }
    }

    static DomainRecord domainRecord(String stack, String host, String service) {
        return new DomainRecord(domain(host), stack, service, OptionalInt.of(8080), RouteOptions.none(), false, NOW);
    }
}
