package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Domain;
import io.portolan.model.route.Edge;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.planner.Desired.RoutedDomain;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DomainRoutesTest {
    private static final List<Upstream> UPSTREAMS = List.of(new Upstream("shop-x1.web.1.abc", 80));
    private static final Domain SECURE = new Domain("https", "shop.test", "/a");
    private static final Domain PLAIN = new Domain("http", "shop.test", "/a");

    @Test
    void aSecureDomainIsServedWithoutTlsTooUnlessItIsForced() {
        assertThat(texts(SECURE, RouteOptions.none(), 443))
                .containsExactly("https://shop.test/a [HTTPS] served", "http://shop.test/a [HTTP] served");
        assertThat(texts(SECURE, RouteOptions.none().forcingHttps(), 443))
                .containsExactly("https://shop.test/a [HTTPS] served", "http://shop.test/a [HTTP] → https://*");
    }

    @Test
    void whoIsSentToHttpsIsSentToThePortThatIsPublished() {
        assertThat(texts(SECURE, RouteOptions.none().forcingHttps().www(Www.TO_WWW), 8443))
                .containsExactly(
                        "https://www.shop.test/a [HTTPS] served",
                        "http://www.shop.test/a [HTTP] → https://*:8443",
                        "https://shop.test/a [HTTPS] → https://www.shop.test:8443",
                        "http://shop.test/a [HTTP] → https://*:8443");
    }

    /** Whatever is said: nobody who came through an edge that ends TLS is sent to where he came from. */
    @Test
    void behindAnEdgeNothingIsRedirectedToItself() {
        for (Edge edge : List.of(Edge.PROXIED, Edge.TUNNEL)) {
            for (Www www : Www.values()) {
                RouteOptions options =
                        RouteOptions.none().behind(edge).forcingHttps().www(www);
                for (Domain domain : List.of(SECURE, RouteOptions.counterpart(SECURE))) {
                    for (Route route : routes(domain, options, 8443)) {
                        assertThat(route.entries()).containsExactly(Entry.HTTP, Entry.HTTPS);
                        if (route.target() instanceof Target.Redirect redirect) {
                            assertThat(redirect.host())
                                    .isPresent()
                                    .isNotEqualTo(Optional.of(route.domain().host()));
                            assertThat(redirect.port()).as("the edge's own").isEmpty();
                        }
                    }
                }
            }
        }
    }

    @Test
    void theOtherHostOfAPairAsksForNoPasswordAndLetsNobodyElseIn() {
        Middlewares guarded = Middlewares.none()
                .allowing(List.of(AddressBlock.parse("10.0.0.0/8").orElseThrow()))
                .compressing();
        List<Route> routes = routes(PLAIN, RouteOptions.none().www(Www.TO_WWW).with(guarded), 443);

        assertThat(routes.get(0).middlewares()).isEqualTo(guarded);
        assertThat(routes.get(1).middlewares()).isEqualTo(Middlewares.none().allowing(guarded.allow()));
    }

    private static List<String> texts(Domain domain, RouteOptions options, int port) {
        return routes(domain, options, port).stream()
                .map(r -> r.domain() + " " + r.entries() + " " + text(r.target()))
                .toList();
    }

    private static String text(Target target) {
        return switch (target) {
            case Target.Service _ -> "served";
            case Target.Redirect r ->
                "→ " + r.scheme() + "://" + r.host().orElse("*")
                        + (r.port().isPresent() ? ":" + r.port().getAsInt() : "");
        };
    }

    private static List<Route> routes(Domain domain, RouteOptions options, int port) {
        return new DomainRoutes(new RoutedDomain(domain, "web", Optional.empty(), options), "shop/web", port)
                .to(UPSTREAMS);
    }
}
