package io.portolan.model.route;

import io.portolan.model.runtime.AddressBlock;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is done to the requests of a route before its target gets them, in this order: who may come ({@code allow}, then
 * {@code credentials}), how much ({@code maxBody}), then the changes.
 *
 * @param allow clients' addresses that may pass, others get 403; empty: everybody
 * @param credentials who may pass with a password, others get 401; empty: everybody
 * @param maxBody bytes of a request's body, more gets 413; empty: no limit
 * @param stripPrefix the service sees the path without the route's own
 * @param compress answers are compressed (gzip at least) for visitors who take it and types that gain by it
 */
public record Middlewares(
        List<AddressBlock> allow,
        List<Credential> credentials,
        OptionalLong maxBody,
        boolean stripPrefix,
        boolean compress,
        HeaderRules headers) {
    public Middlewares {
        allow = List.copyOf(allow);
        credentials = List.copyOf(credentials);
    }

    public static Middlewares none() {
        return new Middlewares(List.of(), List.of(), OptionalLong.empty(), false, false, HeaderRules.none());
    }

    public Middlewares allowing(List<AddressBlock> addresses) {
        return new Middlewares(addresses, credentials, maxBody, stripPrefix, compress, headers);
    }

    public Middlewares guardedBy(List<Credential> users) {
        return new Middlewares(allow, users, maxBody, stripPrefix, compress, headers);
    }

    public Middlewares limitedTo(long bytes) {
        return new Middlewares(allow, credentials, OptionalLong.of(bytes), stripPrefix, compress, headers);
    }

    public Middlewares strippingPrefix() {
        return new Middlewares(allow, credentials, maxBody, true, compress, headers);
    }

    public Middlewares compressing() {
        return new Middlewares(allow, credentials, maxBody, stripPrefix, true, headers);
    }

    public Middlewares withHeaders(HeaderRules rules) {
        return new Middlewares(allow, credentials, maxBody, stripPrefix, compress, rules);
    }
}
