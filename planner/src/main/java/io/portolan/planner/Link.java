package io.portolan.planner;

import io.portolan.model.stack.ContainerPort;
import java.util.Objects;

/**
 * A service of one stack may reach a service of another one: both are on a network that is only theirs, and the consumer
 * finds in its environment what to connect to.
 *
 * @param port of the provider; what the variables say. On the network every port of both is open to the other
 * @param prefix what the names of the variables begin with, for example {@code DATABASE} of {@code DATABASE_URL}
 */
public record Link(String id, End consumer, End provider, ContainerPort port, String prefix) {
    public Link {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(consumer, "consumer");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(prefix, "prefix");
    }

    /** @param stack its id */
    public record End(String stack, String service) {}

    /** Whether the stack is at one of the ends. */
    public boolean isOf(String stack) {
        return consumer.stack().equals(stack) || provider.stack().equals(stack);
    }
}
