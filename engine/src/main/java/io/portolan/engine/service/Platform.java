package io.portolan.engine.service;

import io.portolan.engine.store.Store;

/** All services of a running engine, for the API. */
public record Platform(
        StackService stacks,
        DomainService domains,
        DestinationService destinations,
        LinkService links,
        ProxyService proxies,
        InventoryService inventory,
        Store.Identity identity,
        TokenCheck tokens) {
    /** Whether a bearer token (in clear) is one of ours. */
    @FunctionalInterface
    public interface TokenCheck {
        boolean accepts(String token);
    }
}
