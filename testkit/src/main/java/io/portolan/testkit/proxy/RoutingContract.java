package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which route takes a request. */
public abstract class RoutingContract extends ProxyContract {
    protected RoutingContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void leadsAHostToItsService() throws IOException {
        serve(route("http://one.test", first), route("http://two.test", second));

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(get("two.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void comparesHostsWithoutCasePortAndTheDotAtTheEnd() throws IOException {
        serve(route("http://one.test", first), route("http://*.two.test", second));

        assertThat(get("ONE.test", "/").greeting()).isEqualTo("first");
        assertThat(get("one.test:80", "/").greeting()).isEqualTo("first");
        assertThat(get("oNe.TEST:8080", "/").greeting()).isEqualTo("first");
        assertThat(get("one.test.", "/").greeting()).isEqualTo("first");
        assertThat(get("A.Two.test:8080", "/").greeting()).isEqualTo("second");
        assertThat(get("a.two.test.", "/").greeting()).isEqualTo("second");
    }

    @Test
    void leadsAPathPrefixToItsService() throws IOException {
        serve(route("http://one.test", first), route("http://one.test/shop", second));

        assertThat(get("one.test", "/shop").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shop/").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shop/cart").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shop?cart").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/shopping").greeting()).isEqualTo("first");
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void prefersTheLongerPath() throws IOException {
        serve(route("http://one.test/a", first), route("http://one.test/a/b", second));

        assertThat(get("one.test", "/a/b/c").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/a/c").greeting()).isEqualTo("first");
        assertThat(get("one.test", "/").status()).isEqualTo(404);
    }

    @Test
    void passesThePathOnAsItWasAskedFor() throws IOException {
        serve(route("http://one.test", first), route("http://one.test/a%20b", second));

        assertThat(get("one.test", "/x%20y/%C3%A4?b=c&d=%2F").askedFor()).isEqualTo("/x%20y/%C3%A4?b=c&d=%2F");
        Answer inside = get("one.test", "/a%20b/c?d");
        assertThat(inside.greeting()).isEqualTo("second");
        assertThat(inside.askedFor()).isEqualTo("/a%20b/c?d");
    }

    @Test
    void hidesThePrefixFromServicesThatWantIt() throws IOException {
        serve(
                route("http://one.test/shop", Middlewares.none().strippingPrefix(), first),
                route("http://one.test/shop/kept", second),
                route("http://one.test/a%20b", Middlewares.none().strippingPrefix(), second));

        assertThat(get("one.test", "/shop/cart?a=b").askedFor()).isEqualTo("/cart?a=b");
        assertThat(get("one.test", "/shop/a%20b/c").askedFor()).isEqualTo("/a%20b/c");
        assertThat(get("one.test", "/shop/").askedFor()).isEqualTo("/");
        assertThat(get("one.test", "/shop").askedFor()).isEqualTo("/");
        assertThat(get("one.test", "/shop?a=b").askedFor()).isEqualTo("/?a=b");
        assertThat(get("one.test", "/shop/shop").askedFor()).isEqualTo("/shop");
        assertThat(get("one.test", "/shop/kept/a").askedFor()).isEqualTo("/shop/kept/a");
        assertThat(get("one.test", "/a%20b/c%20d").askedFor()).isEqualTo("/c%20d");
    }

    @Test
    void leadsAWildcardToItsServiceUnlessAHostIsNamed() throws IOException {
        serve(route("http://*.one.test", first), route("http://named.one.test", second));

        assertThat(get("any.one.test", "/").greeting()).isEqualTo("first");
        assertThat(get("named.one.test", "/").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/").status()).isEqualTo(404);
    }

    @Test
    void letsAWildcardStandForOneLabel() throws IOException {
        serve(route("http://*.one.test", first), route("http://*.two.one.test", second));

        assertThat(get("a.two.one.test", "/").greeting()).isEqualTo("second");
        assertThat(get("two.one.test", "/").greeting()).isEqualTo("first");
        assertThat(get("a.three.one.test", "/").status()).isEqualTo(404);
    }

    @Test
    void looksForThePathAtTheNamedHostAlone() throws IOException {
        serve(route("http://*.one.test/shop", first), route("http://named.one.test", second));

        assertThat(get("any.one.test", "/shop").greeting()).isEqualTo("first");
        assertThat(get("named.one.test", "/shop").greeting()).isEqualTo("second");
    }

    @Test
    void leavesToTheWildcardWhatTheNamedHostHasNoPathFor() throws IOException {
        serve(route("http://*.one.test", first), route("http://named.one.test/shop", second));

        assertThat(get("named.one.test", "/shop/a").greeting()).isEqualTo("second");
        assertThat(get("named.one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void leadsToSeveralPortsOfAContainer() throws IOException {
        String other = world.application("other", 9090);
        serve(route("http://one.test", first), route("http://one.test/admin", other));
        await("it answers", () -> isGreeted("one.test", "/admin", "other"));

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void servesAThousandRoutes() throws IOException {
        List<Route> many = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> route("http://site" + i + ".test", i % 2 == 0 ? first : second))
                .toList());
        many.add(route("http://*.test", second));
        many.add(route("http://site500.test/shop", second));
        ProxyConfig config = new ProxyConfig(many);

        proxy.apply(config);

        assertThat(get("site0.test", "/").greeting()).isEqualTo("first");
        assertThat(get("site501.test", "/").greeting()).isEqualTo("second");
        assertThat(get("site999.test", "/").greeting()).isEqualTo("second");
        assertThat(get("site500.test", "/shop").greeting()).isEqualTo("second");
        assertThat(get("site500.test", "/").greeting()).isEqualTo("first");
        assertThat(get("site1000.test", "/").greeting()).isEqualTo("second");
        assertThat(get("site1.a.test", "/").status()).isEqualTo(404);
        assertThat(proxy.served()).contains(config);
        proxy.apply(config(route("http://site7.test", first)));
        assertThat(get("site7.test", "/").greeting()).isEqualTo("first");
        assertThat(get("site8.test", "/").status()).isEqualTo(404);
    }

    private boolean isGreeted(String host, String path, String greeting) {
        try {
            return get(host, path).greeting().equals(greeting);
        } catch (IOException e) {
            return false;
        }
    }
}
