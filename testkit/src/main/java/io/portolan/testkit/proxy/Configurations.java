package io.portolan.testkit.proxy;

import io.portolan.model.route.Certificate;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import io.portolan.model.route.Target.Protocol;
import io.portolan.model.runtime.AddressBlock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Short ways to say what a test is about. */
public final class Configurations {
    private static final String OWNER = "test/web";

    private Configurations() {}

    public static ProxyConfig config(Route... routes) {
        return new ProxyConfig(List.of(routes));
    }

    public static ProxyConfig config(Certificate certificate, Route... routes) {
        return new ProxyConfig(List.of(routes), List.of(certificate), List.of());
    }

    /** @param peers whom the proxy believes, as blocks of addresses */
    public static ProxyConfig trusting(String peers, Route... routes) {
        return new ProxyConfig(List.of(routes), List.of(), List.of(block(peers)));
    }

    /** @param upstreams {@code host:port} */
    public static Route route(String url, String... upstreams) {
        return new Route(domain(url), OWNER, upstreams(upstreams));
    }

    public static Route route(String url, Middlewares middlewares, String... upstreams) {
        return route(url, Target.Service.at(upstreams(upstreams)), middlewares);
    }

    public static Route route(String url, Target target) {
        return route(url, target, Middlewares.none());
    }

    public static Route route(String url, Target target, Middlewares middlewares) {
        return new Route(domain(url), OWNER, target, middlewares);
    }

    /** A service that has to answer soon. */
    public static Target within(Duration responseTimeout, String... upstreams) {
        return new Target.Service(upstreams(upstreams), Protocol.HTTP, false, responseTimeout);
    }

    public static Target sticky(String... upstreams) {
        return new Target.Service(upstreams(upstreams), Protocol.HTTP, true, Target.Service.RESPONSE_TIMEOUT);
    }

    public static Target h2c(String... upstreams) {
        return new Target.Service(upstreams(upstreams), Protocol.H2C, false, Target.Service.RESPONSE_TIMEOUT);
    }

    public static Domain domain(String url) {
        return switch (Domain.parse(url)) {
            case Domain.Parsed.Ok(Domain domain) -> domain;
            case Domain.Parsed.Wrong(var diagnostic) -> throw new IllegalArgumentException(diagnostic.toString());
        };
    }

    /** @param text an address, or a block */
    public static AddressBlock block(String text) {
        return AddressBlock.parseAny(text).orElseThrow(() -> new IllegalArgumentException("not addresses: " + text));
    }

    private static List<Upstream> upstreams(String... texts) {
        return Arrays.stream(texts).map(Configurations::upstream).toList();
    }

    public static Upstream upstream(String text) {
        int colon = text.lastIndexOf(':');
        return new Upstream(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
