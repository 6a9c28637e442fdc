package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Target;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Routes that send visitors elsewhere. */
public abstract class RedirectsContract extends ProxyContract {
    protected RedirectsContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void sendsToAnotherHost() throws IOException {
        serve(route("http://www.one.test", to("http", "one.test", true)), route("http://one.test", first));

        Answer answer = get("www.one.test", "/a/b?c=d&e=%20f");

        assertThat(answer.status()).isIn(301, 308);
        assertThat(answer.header("Location")).isEqualTo("http://one.test/a/b?c=d&e=%20f");
        assertThat(get("www.one.test", "/").header("Location")).isEqualTo("http://one.test/");
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void keepsTheMethod() throws IOException {
        serve(
                route("http://one.test", to("http", "two.test", true)),
                route("http://three.test", to("http", "two.test", false)));

        Answer permanent = visitor().post("one.test", "/a?b", "c=d");
        assertThat(permanent.status()).isEqualTo(308);
        assertThat(permanent.header("Location")).isEqualTo("http://two.test/a?b");
        Answer temporary = visitor().post("three.test", "/a?b", "c=d");
        assertThat(temporary.status()).isEqualTo(307);
        assertThat(temporary.header("Location")).isEqualTo("http://two.test/a?b");
    }

    @Test
    void tellsForNowFromForever() throws IOException {
        serve(route("http://one.test", to("http", "two.test", false)));

        assertThat(get("one.test", "/").status()).isIn(302, 307);
        assertThat(visitor().send("HEAD", "one.test", "/", "").status()).isIn(302, 307);
    }

    @Test
    void sendsToHttps() throws IOException {
        serve(route("http://one.test", toHttps(OptionalInt.empty())));

        assertThat(get("one.test", "/a?b=c").header("Location")).isEqualTo("https://one.test/a?b=c");
        assertThat(get("one.test:80", "/a").header("Location")).isEqualTo("https://one.test/a");
        assertThat(get("ONE.test:8080", "/a").header("Location")).isEqualToIgnoringCase("https://one.test/a");
    }

    @Test
    void sendsToHttpsAtAnotherPort() throws IOException {
        serve(route("http://one.test", toHttps(OptionalInt.of(8443))));

        assertThat(get("one.test", "/a?b=c").header("Location")).isEqualTo("https://one.test:8443/a?b=c");
        assertThat(get("one.test:8080", "/a").header("Location")).isEqualTo("https://one.test:8443/a");
    }

    @Test
    void keepsTheHostThatAWildcardStoodFor() throws IOException {
        serve(route("http://*.one.test", toHttps(OptionalInt.empty())));

        assertThat(get("shop.one.test", "/a").header("Location")).isEqualTo("https://shop.one.test/a");
    }

    @Test
    void sendsToOnePath() throws IOException {
        serve(
                route(
                        "http://one.test/old",
                        new Target.Redirect("http", Optional.empty(), OptionalInt.empty(), Optional.of("/new"), true)),
                route("http://one.test", first));

        assertThat(get("one.test", "/old/a?b").header("Location")).isEqualTo("http://one.test/new");
        assertThat(get("one.test", "/new").greeting()).isEqualTo("first");
    }

    private static Target to(String scheme, String host, boolean permanent) {
        return new Target.Redirect(scheme, Optional.of(host), OptionalInt.empty(), Optional.empty(), permanent);
    }

    private static Target toHttps(OptionalInt port) {
        return new Target.Redirect("https", Optional.empty(), port, Optional.empty(), true);
    }
}
