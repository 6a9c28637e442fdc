package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the services that are to be on the network of their destination can be. */
public final class JoinRules {
    private JoinRules() {}

    /** An error for each named service that cannot be; {@code all} means those that can. */
    public static List<Diagnostic> of(Stack stack) {
        List<Diagnostic> found = new ArrayList<>();
        JoinedServices joined = stack.placement().joined();
        for (String name : joined.names()) {
            if (stack.spec().service(name).isEmpty()) {
                found.add(Diagnostic.error(
                                "join.service-unknown",
                                "there is no service %s to connect to the destination's network".formatted(name))
                        .about("stack " + stack.name())
                        .suggest("there are: " + String.join(", ", stack.spec().serviceNames())));
            } else {
                networkless(stack, name).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Diagnostic> networkless(Stack stack, String service) {
        return RouteTarget.noNetwork(stack, service).map(why -> Diagnostic.error(
                        "join.no-network",
                        "service %s cannot be connected to the destination's network: %s".formatted(service, why))
                .about("stack %s, service %s".formatted(stack.name(), service))
                .suggest("remove `network_mode` from its file, or connect another service"));
    }
}
