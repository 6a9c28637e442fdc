package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The container port that a domain leads to. The first source that says anything decides: the person, the file's
 * declaration for routing, {@code expose}, {@code ports}, the image.
 */
public final class TargetPort {
    /** The ports that web servers in containers listen on; one of them among others is the one that is meant. */
    private static final List<Integer> WELL_KNOWN = List.of(80, 8080, 3000, 8000);

    private TargetPort() {}

    public sealed interface Result {
        record Found(int port) implements Result {}

        record Unresolved(Diagnostic diagnostic) implements Result {}
    }

    public static Result resolve(Desired.Stack stack, RoutedDomain domain, Observed observed) {
        if (domain.containerPort().isPresent()) {
            return new Result.Found(domain.containerPort().get());
        }
        Optional<ServiceSpec> found = stack.spec().service(domain.service());
        if (found.isEmpty()) {
            return new Result.Unresolved(RouteConflicts.noSuchService(stack, domain));
        }
        ServiceSpec service = found.get();
        boolean imagePresent = observed.image(service.image().reference()).isPresent();
        return choose(candidates(stack.spec(), service, observed), stack, domain, imagePresent);
    }

    /** The images that have to be present before every port of the stack's domains can be found, by reference. */
    public static List<String> imagesNeeded(Desired.Stack stack, Observed observed) {
        return stack.domains().stream()
                .filter(d -> d.containerPort().isEmpty())
                .flatMap(d -> stack.spec().service(d.service()).stream())
                .filter(s -> fromFile(stack.spec(), s).isEmpty())
                .map(s -> s.image().reference())
                .filter(reference -> !reference.isEmpty())
                .filter(reference -> observed.image(reference).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** The services that look as if they wanted a domain: their file says so, or one of their ports is a web server's. */
    public static List<String> webServices(Desired.Stack stack, Observed observed) {
        return stack.spec().services().stream()
                .filter(s -> !s.lifecycle().oneShot())
                .filter(s -> looksLikeWeb(stack.spec(), s, observed))
                .map(ServiceSpec::name)
                .toList();
    }

    private static boolean looksLikeWeb(StackSpec spec, ServiceSpec service, Observed observed) {
        if (spec.routePorts().stream().anyMatch(p -> p.service().equals(service.name()))) {
            return true;
        }
        NavigableSet<Integer> ports = candidates(spec, service, observed);
        return WELL_KNOWN.stream().anyMatch(ports::contains);
    }

    private static NavigableSet<Integer> candidates(StackSpec spec, ServiceSpec service, Observed observed) {
        NavigableSet<Integer> said = fromFile(spec, service);
        return said.isEmpty()
                ? observed.image(service.image().reference())
                        .map(i -> tcp(i.exposed().stream()))
                        .orElseGet(TreeSet::new)
                : said;
    }

    /** The ports that the first source in the file names which names any. */
    static NavigableSet<Integer> fromFile(StackSpec spec, ServiceSpec service) {
        NavigableSet<Integer> declared = spec.routePorts().stream()
                .filter(p -> p.service().equals(service.name()))
                .map(RoutePort::port)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!declared.isEmpty()) {
            return declared;
        }
        // A port that is only the container's means what expose means.
        NavigableSet<Integer> exposed = tcp(Stream.concat(
                service.networking().expose().stream(),
                service.networking().ports().stream()
                        .filter(p -> p.hostPort().isEmpty())
                        .map(PortMapping::container)));
        return exposed.isEmpty() ? tcp(service.networking().ports().stream().map(PortMapping::container)) : exposed;
    }

    private static NavigableSet<Integer> tcp(Stream<ContainerPort> ports) {
        return ports.filter(p -> p.protocol() == Protocol.TCP)
                .map(ContainerPort::port)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Result choose(
            NavigableSet<Integer> candidates, Desired.Stack stack, RoutedDomain domain, boolean imagePresent) {
        if (candidates.size() == 1) {
            return new Result.Found(candidates.getFirst());
        }
        List<Integer> wellKnown =
                WELL_KNOWN.stream().filter(candidates::contains).toList();
        if (wellKnown.size() == 1) {
            return new Result.Found(wellKnown.getFirst());
        }
        String resource = "stack %s, service %s".formatted(stack.name(), domain.service());
        String say = "say which: portolan domain add %s %s %s --container-port PORT"
                .formatted(stack.name(), domain.service(), domain.domain().url());
        if (candidates.isEmpty()) {
            String where = imagePresent ? "neither the file nor the image names one" : "the file names none";
            return new Result.Unresolved(Diagnostic.error(
                            "route.port-unknown",
                            "the port that %s leads to is not known: %s".formatted(domain.domain(), where))
                    .about(resource)
                    .suggest(say));
        }
        String list = candidates.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new Result.Unresolved(Diagnostic.error(
                        "route.port-ambiguous",
                        "%s could lead to several ports of %s: %s".formatted(domain.domain(), domain.service(), list))
                .about(resource)
                .suggest(say));
    }
}
