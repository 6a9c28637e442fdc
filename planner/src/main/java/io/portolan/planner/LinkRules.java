package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.NetworkMode;
import io.portolan.planner.Desired.Stack;
import java.util.Optional;

/** Whether a link can be: both ends are there, of two stacks, and each is on networks of its own. */
public final class LinkRules {
    private LinkRules() {}

    /** Why not, as an error; empty for a link that can be. */
    public static Optional<Diagnostic> obstacle(Desired desired, Link link) {
        if (link.consumer().stack().equals(link.provider().stack())) {
            return Optional.of(
                    Diagnostic.error(
                                    "link.same-stack",
                                    "both ends are of one stack: %s and %s"
                                            .formatted(name(desired, link.consumer()), name(desired, link.provider())))
                            .suggest(
                                    "services of one stack reach each other by their names; put both on one network of its file"));
        }
        return obstacle(desired, link, link.consumer()).or(() -> obstacle(desired, link, link.provider()));
    }

    private static Optional<Diagnostic> obstacle(Desired desired, Link link, Link.End end) {
        Optional<Stack> stack = desired.stack(end.stack());
        if (stack.isEmpty() || stack.get().spec().service(end.service()).isEmpty()) {
            return Optional.of(Diagnostic.error(
                            "link.end-missing",
                            "%s is linked to %s, but there is no %s"
                                    .formatted(
                                            name(desired, link.consumer()),
                                            name(desired, link.provider()),
                                            name(desired, end)))
                    .suggest("portolan link rm %s %s"
                            .formatted(name(desired, link.consumer()), name(desired, link.provider()))));
        }
        return networkless(stack.get(), end.service());
    }

    private static Optional<Diagnostic> networkless(Stack stack, String service) {
        boolean ofHost = RouteTarget.kind(stack, service) == NetworkMode.Kind.HOST;
        return RouteTarget.noNetwork(stack, service).map(why -> Diagnostic.error(
                        "link.no-network", "service %s cannot be linked: %s".formatted(service, why))
                .about("stack %s, service %s".formatted(stack.name(), service))
                .suggest(
                        ofHost
                                ? "others reach it at host.docker.internal; or remove `network_mode` from its file"
                                : "remove `network_mode` from its file"));
    }

    /** For people: {@code shop:web}. */
    static String name(Desired desired, Link.End end) {
        return desired.stack(end.stack()).map(Stack::name).orElse(end.stack()) + ":" + end.service();
    }
}
