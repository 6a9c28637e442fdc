package io.portolan.planner;

import io.portolan.model.Owner;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.stack.StackSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What should be on one server.
 *
 * @param owner instance and server; team, project and environment are those of the infrastructure itself
 */
public record Desired(Owner owner, ProxySettings proxy, List<Destination> destinations, List<Stack> stacks) {
    public Desired {
        Objects.requireNonNull(owner, "owner");
        destinations = List.copyOf(destinations);
        stacks = List.copyOf(stacks);
    }

    /** Of all stacks. */
    public List<Link> links() {
        return stacks.stream().flatMap(s -> s.links().stream()).toList();
    }

    public Optional<Stack> stack(String id) {
        return stacks.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    public Optional<Destination> destination(String id) {
        return destinations.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    /**
     * The HTTP proxy of the server.
     *
     * @param edges addresses of proxies in front, which are believed what they say about visitors of domains behind an edge
     * @param limits what its version cannot do
     * @param countsInFlight whether it can tell how many requests a container has under way
     */
    public record ProxySettings(
            String kind,
            String image,
            int httpPort,
            int httpsPort,
            ProxyProcess process,
            List<AddressBlock> edges,
            Set<ProxyLimit> limits,
            boolean countsInFlight) {
        public ProxySettings {
            edges = List.copyOf(edges);
            limits = Set.copyOf(limits);
        }

        public ProxySettings(String kind, String image, int httpPort, int httpsPort, ProxyProcess process) {
            this(kind, image, httpPort, httpsPort, process, List.of(), Set.of(), true);
        }

        /** Where proxies listen inside their container. */
        public static final int HTTP_TARGET = 80;

        public static final int HTTPS_TARGET = 443;
    }

    /**
     * What its container runs.
     *
     * @param controlDirectory host folder, only root's, that holds the proxy's persisted configuration and its admin
     *     socket; mounted into the proxy and nowhere else
     * @param command what the proxy's image runs, from its adapter
     * @param workingDirectory empty: the image's
     * @param user empty: the image's
     */
    public record ProxyProcess(
            String controlDirectory,
            String controlTarget,
            List<String> command,
            Optional<String> workingDirectory,
            Optional<String> user) {
        public ProxyProcess {
            command = List.copyOf(command);
        }
    }

    /**
     * A network that resources are placed in.
     *
     * @param adoptedNetwork the name of an existing one; else Portolan makes it
     * @param labels a person's own, for the network that Portolan makes
     * @param removing on its way out: nobody is on its network any more
     */
    public record Destination(
            String id,
            String name,
            Owner owner,
            Optional<String> adoptedNetwork,
            Map<String, String> labels,
            boolean removing) {
        public Destination {
            labels = Map.copyOf(labels);
        }
    }

    /** Where a stack is placed, and which of its services are on the destination's network without a domain. */
    public record Placement(String destination, JoinedServices joined) {}

    /**
     * A stack as it should run.
     *
     * @param slug unique on the server and stable for the stack's life, without dots: name and a part of the id
     * @param domains live and wanted
     * @param links that it is the consumer of; live and wanted
     */
    public record Stack(
            String id,
            String name,
            String slug,
            Owner owner,
            Placement placement,
            StackSpec spec,
            List<RoutedDomain> domains,
            List<Link> links,
            StackState state) {
        public Stack {
            domains = List.copyOf(domains);
            links = List.copyOf(links);
        }

        public String destinationId() {
            return placement.destination();
        }

        /** Whether any of its services is on the network of its destination. */
        public boolean usesDestination() {
            return !domains.isEmpty() || !placement.joined().isEmpty();
        }

        /** The same stack elsewhere, or with other services on the network of its destination. */
        public Stack placed(Placement newPlacement) {
            return new Stack(id, name, slug, owner, newPlacement, spec, domains, links, state);
        }

        public Stack with(StackSpec newSpec) {
            return new Stack(id, name, slug, owner, placement, newSpec, domains, links, state);
        }

        /** The same stack with these domains. */
        public Stack routedBy(List<RoutedDomain> newDomains) {
            return new Stack(id, name, slug, owner, placement, spec, newDomains, links, state);
        }

        /** The same stack with these links. */
        public Stack linked(List<Link> newLinks) {
            return new Stack(id, name, slug, owner, placement, spec, domains, newLinks, state);
        }

        /** The same stack on its way out: without routes and links. */
        public Stack removed(StackState.Removal removal) {
            StackState gone = new StackState(
                    state.stopped(), state.completed(), state.stopping(), state.starting(), state.revision(), removal);
            return new Stack(id, name, slug, owner, placement, spec, List.of(), List.of(), gone);
        }

        /** The same stack while visitors of one of its services are led to these containers. */
        public Stack leading(String service, List<String> containers) {
            return new Stack(
                    id, name, slug, owner, placement, spec, domains, links, state.leading(service, containers));
        }
    }

    /** @param containerPort where the person gave one; else it is found */
    public record RoutedDomain(Domain domain, String service, Optional<Integer> containerPort, RouteOptions options) {
        public RoutedDomain(Domain domain, String service, Optional<Integer> containerPort) {
            this(domain, service, containerPort, RouteOptions.none());
        }

        /** What it answers or sends elsewhere: itself, and the other host of a www pair. */
        List<Domain> claims() {
            return options.claims(domain);
        }
    }

    /**
     * What is known of a stack besides its specification.
     *
     * @param stopped the user stopped the whole stack
     * @param completed engine names of one-shot containers that finished successfully: never run again
     * @param stopping engine names of containers that Portolan itself told to stop: that they ended is no user's wish
     * @param starting engine names of containers whose {@code post_start} has not succeeded: that they run says nothing
     * @param revision number, for labels and messages
     * @param removing the stack should be gone; {@code Removal} says with or without volumes
     * @param leading by service, engine names of the containers that its visitors are led to while its replicas are
     *     replaced one by one; elsewhere its own
     */
    public record StackState(
            boolean stopped,
            Set<String> completed,
            Set<String> stopping,
            Set<String> starting,
            int revision,
            Removal removing,
            Map<String, List<String>> leading) {
        public StackState(
                boolean stopped,
                Set<String> completed,
                Set<String> stopping,
                Set<String> starting,
                int revision,
                Removal removing) {
            this(stopped, completed, stopping, starting, revision, removing, Map.of());
        }

        public StackState {
            leading = Map.copyOf(leading);
            completed = Set.copyOf(completed);
            stopping = Set.copyOf(stopping);
            starting = Set.copyOf(starting);
        }

        StackState leading(String service, List<String> containers) {
            Map<String, List<String>> others = new HashMap<>(leading);
            others.put(service, List.copyOf(containers));
            return new StackState(stopped, completed, stopping, starting, revision, removing, others);
        }

        public enum Removal {
            NO,
            KEEP_VOLUMES,
            WITH_VOLUMES
        }
    }
}
