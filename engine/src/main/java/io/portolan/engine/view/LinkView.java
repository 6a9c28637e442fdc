package io.portolan.engine.view;

import java.time.Instant;
import java.util.List;

/**
 * A link: the consumer reaches the provider over a network of their own.
 *
 * @param containerPort of the provider, as {@code 5432/tcp}
 * @param host the name by which the consumer reaches the provider
 * @param variables names of those that the link puts into the consumer's environment
 * @param status {@code live}, {@code deploying} while the consumer's candidate wants it, or {@code broken}
 * @param detail why it is broken, or ""
 */
public record LinkView(
        String id,
        End consumer,
        End provider,
        String containerPort,
        String network,
        String host,
        List<String> variables,
        String status,
        String detail,
        Instant createdAt) {
    /** @param stack its name */
    public record End(String stack, String service) {}
}
