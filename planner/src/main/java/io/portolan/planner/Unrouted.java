package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Observed;
import java.util.List;
import java.util.Optional;

/** What to tell of a stack that nothing leads to: removed with its domains and deployed again, or never given one. */
public final class Unrouted {
    public static final String CODE = "stack.unrouted";

    private Unrouted() {}

    /** Empty where the stack has a domain, or no service that looks as if it wanted one. */
    public static Optional<Diagnostic> of(Desired.Stack stack, Observed observed) {
        List<String> services = TargetPort.webServices(stack, observed);
        if (!stack.domains().isEmpty() || services.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Diagnostic.info(CODE, "nothing is routed to stack %s: it has no domain".formatted(stack.name()))
                        .suggest("to lead a URL to it: portolan domain add %s %s http://%s.example.com"
                                .formatted(stack.name(), services.getFirst(), stack.name())));
    }
}
