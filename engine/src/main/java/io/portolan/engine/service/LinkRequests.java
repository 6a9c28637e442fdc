package io.portolan.engine.service;

import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Link;
import io.portolan.planner.connect.ConnectionStrings;
import io.portolan.planner.connect.LinkVariables;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Finds the ends of links that somebody asks for. What cannot be meant is refused with what there is. */
final class LinkRequests {
    private final Store store;
    private final DesiredState desiredState;
    private final Supplier<String> ids;

    LinkRequests(Store store, DesiredState desiredState, Supplier<String> ids) {
        this.store = store;
        this.desiredState = desiredState;
        this.ids = ids;
    }

    /** @param stackId the consumer's, which need not exist yet */
    List<Link> of(String environment, String stackId, String stack, StackSpec spec, List<WantedLink> wanted) {
        return wanted.stream()
                .map(w -> link(environment, stackId, stack, spec, w))
                .toList();
    }

    private Link link(String environment, String stackId, String stack, StackSpec spec, WantedLink wanted) {
        StackRecord provider = store.stack(environment, wanted.provider())
                .orElseThrow(() -> Lookups.missing("stack", wanted.provider()));
        StackSpec provided = desiredState
                .active(provider)
                .orElseThrow(() -> Lookups.neverLive(provider.name()))
                .spec();
        ServiceSpec consumer = service(stack, spec, wanted.service());
        ServiceSpec service = service(provider.name(), provided, wanted.providerService());
        Link link = new Link(
                ids.get(),
                new Link.End(stackId, consumer.name()),
                new Link.End(provider.id(), service.name()),
                wanted.port().or(() -> known(service)).orElseThrow(() -> portUnknown(provider.name(), service)),
                prefix(wanted, service));
        refuseTaken(link, stack + ":" + consumer.name(), provider.name() + ":" + service.name());
        return link;
    }

    private static ServiceSpec service(String stack, StackSpec spec, Optional<String> name) {
        List<String> all = spec.serviceNames();
        if (name.isEmpty() && all.size() != 1) {
            throw invalid(Diagnostic.error(
                            "link.which-service", "stack %s has %d services: say which".formatted(stack, all.size()))
                    .suggest(
                            all.isEmpty()
                                    ? "add one to its file"
                                    : "write " + stack + ":" + all.getFirst()
                                            + (all.size() > 1
                                                    ? ", or one of " + String.join(", ", all.subList(1, all.size()))
                                                    : "")));
        }
        String wanted = name.orElseGet(all::getFirst);
        return spec.service(wanted)
                .orElseThrow(() -> new Refused(
                        Refused.Kind.NOT_FOUND,
                        Diagnostic.error("service.unknown", "stack %s has no service named %s".formatted(stack, wanted))
                                .suggest("there are: " + String.join(", ", all))));
    }

    private static Optional<ContainerPort> known(ServiceSpec service) {
        OptionalInt port = ConnectionStrings.wellKnownPort(service);
        if (port.isPresent()) {
            return Optional.of(new ContainerPort(port.getAsInt(), Protocol.TCP));
        }
        List<ContainerPort> said = service.networking().expose();
        return said.size() == 1 ? Optional.of(said.getFirst()) : Optional.empty();
    }

    private static Refused portUnknown(String stack, ServiceSpec service) {
        return invalid(Diagnostic.error(
                        "link.port-unknown",
                        "nothing tells which port of %s:%s is meant".formatted(stack, service.name()))
                .suggest("say it: --container-port 8080"));
    }

    private static String prefix(WantedLink wanted, ServiceSpec service) {
        String prefix = wanted.prefix().orElseGet(() -> LinkVariables.prefixOf(service.name()));
        if (!LinkVariables.isPrefix(prefix)) {
            throw invalid(Diagnostic.error(
                            "link.prefix-invalid",
                            "names of variables cannot begin so: capital letters, digits and _ are, a letter first")
                    .suggest("for example DATABASE, which gives DATABASE_URL"));
        }
        return prefix;
    }

    private void refuseTaken(Link link, String consumer, String provider) {
        for (LinkRecord there : store.links()) {
            Link other = there.link();
            if (!there.live() || !other.consumer().equals(link.consumer())) {
                continue;
            }
            if (other.provider().equals(link.provider()) && other.port().equals(link.port())) {
                throw taken(
                        "%s is linked to port %s of %s already".formatted(consumer, link.port(), provider),
                        "portolan link ls shows what it is given");
            }
            if (other.prefix().equals(link.prefix())) {
                throw taken(
                        "%s has a link already that gives variables %s_…".formatted(consumer, link.prefix()),
                        "give these other names: --as OTHER");
            }
        }
    }

    private static Refused taken(String message, String suggestion) {
        return new Refused(
                Refused.Kind.CONFLICT, Diagnostic.error("link.taken", message).suggest(suggestion));
    }

    private static Refused invalid(Diagnostic diagnostic) {
        return new Refused(Refused.Kind.INVALID, diagnostic);
    }
}
