package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.domain;
import static io.portolan.testkit.proxy.Configurations.h2c;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Certificate;
import io.portolan.model.route.Entry;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Certificates, and what is spoken with those who come over TLS. */
public abstract class TlsContract extends ProxyContract {
    private final Certificate one = TestCertificates.of("one.test", "one.test", "www.one.test");
    private final Certificate wildcard = TestCertificates.of("wildcard", "*.two.test");
    private final Certificate named = TestCertificates.of("named", "named.two.test");

    protected TlsContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void servesOverTls() throws IOException {
        serve(config(one, route("https://one.test", first)));

        Answer answer = secureVisitor().get("one.test", "/a?b");

        assertThat(answer.greeting()).isEqualTo("first");
        assertThat(answer.askedFor()).isEqualTo("/a?b");
        assertThat(answer.passedOn("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(shown("one.test")).isEqualTo("CN=one.test");
        assertThat(shown("www.one.test")).isEqualTo("CN=one.test");
    }

    @Test
    void showsTheCertificateOfTheName() throws IOException {
        serve(new ProxyConfig(
                List.of(
                        route("https://one.test", first),
                        route("https://*.two.test", first),
                        route("https://named.two.test", second)),
                List.of(wildcard, one, named),
                List.of()));

        assertThat(shown("one.test")).isEqualTo("CN=one.test");
        assertThat(shown("any.two.test")).isEqualTo("CN=*.two.test");
        assertThat(shown("named.two.test")).isEqualTo("CN=named.two.test");
        assertThat(secureVisitor().get("any.two.test", "/").greeting()).isEqualTo("first");
        assertThat(secureVisitor().get("named.two.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void showsTheFirstOfSeveralForTheSameName() throws Exception {
        Certificate older = TestCertificates.of("a-first", "one.test", "first.one.test");
        serve(new ProxyConfig(List.of(route("https://one.test", first)), List.of(one, older), List.of()));

        assertThat(Tls.shown(world.securePort(), "one.test").getSubjectAlternativeNames())
                .as("the names of the first one by id")
                .anySatisfy(name -> assertThat(name.toString()).contains("first.one.test"));
    }

    @Test
    void showsARenewedCertificate() throws IOException {
        serve(config(one, route("https://one.test", first)));
        var former = Tls.shown(world.securePort(), "one.test");

        serve(config(TestCertificates.of("one.test", "one.test"), route("https://one.test", first)));

        assertThat(Tls.shown(world.securePort(), "one.test")).isNotEqualTo(former);
        serve(config(one, route("https://one.test", first)));
        assertThat(Tls.shown(world.securePort(), "one.test")).isEqualTo(former);
    }

    @Test
    void keepsTheRoutesOfTheEntriesApart() throws IOException {
        serve(config(
                one,
                route("http://one.test", first),
                route("https://one.test", second),
                route("https://www.one.test", second)));

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(secureVisitor().get("one.test", "/").greeting()).isEqualTo("second");
        assertThat(get("www.one.test", "/").status()).isEqualTo(404);
        assertThat(get("www.one.test", "/").header("X-Portolan")).isEqualTo("no-route");
        serve(config(one, route("http://one.test", first)));
        assertThat(secureVisitor().get("one.test", "/").status()).isEqualTo(404);
    }

    @Test
    void servesARouteAtBothEntries() throws IOException {
        Route edge = new Route(
                domain("https://one.test"),
                Set.of(Entry.HTTP, Entry.HTTPS),
                "test/web",
                route("https://one.test", first).target(),
                Middlewares.none());
        serve(config(one, edge));

        Answer plain = get("one.test", "/");
        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.passedOn("X-Forwarded-Proto")).isEqualTo("https");
        Answer secure = secureVisitor().get("one.test", "/");
        assertThat(secure.status()).isEqualTo(200);
        assertThat(secure.passedOn("X-Forwarded-Proto")).isEqualTo("https");
    }

    @Test
    void forcesHttps() throws IOException {
        Target toHttps = new Target.Redirect(
                "https", Optional.empty(), OptionalInt.of(world.securePort()), Optional.empty(), true);
        serve(config(one, route("https://one.test", first), route("http://one.test", toHttps)));

        String location = get("one.test", "/a?b=c").header("Location");

        assertThat(location).isEqualTo("https://one.test:" + world.securePort() + "/a?b=c");
        assertThat(secureVisitor().get("one.test", "/a?b=c").askedFor()).isEqualTo("/a?b=c");
    }

    @Test
    void speaksHttp2WithVisitors() throws IOException {
        serve(config(one, route("https://one.test", first)));

        String answer = Curl.http2(world.securePort(), "one.test", "/a");

        assertThat(answer).startsWith("HTTP/2 200").contains("\"greeting\": \"first\"");
        assertThat(Curl.http2(world.securePort(), "one.test", "/a", "--http1.1"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void explainsOverHttp2() throws IOException {
        serve(config(one, route("https://one.test")));

        assertThat(Curl.http2(world.securePort(), "one.test", "/"))
                .startsWith("HTTP/2 503")
                .containsIgnoringCase("x-portolan: upstream-error")
                .contains("Nothing is running here");
        assertThat(Curl.http2(world.securePort(), "www.one.test", "/"))
                .startsWith("HTTP/2 404")
                .contains("No route is configured", "www.one.test");
    }

    @Test
    void speaksHttp2WithServicesThatSpeakNothingElse() throws IOException {
        String grpc = world.script("h2c.py");
        serve(config(one, route("https://one.test", h2c(grpc)), route("http://one.test", h2c(grpc))));
        awaitServed("one.test");

        String answer = Curl.http2(
                world.securePort(), "one.test", "/a.Service/Method", "--header", "TE: trailers", "--data", "x");

        assertThat(answer)
                .startsWith("HTTP/2 200")
                .contains("spoken in HTTP/2", "grpc-status: 0", "grpc-message: well");
        assertThat(get("one.test", "/").body()).contains("spoken in HTTP/2");
    }

    private String shown(String name) throws IOException {
        return Tls.shown(world.securePort(), name).getSubjectX500Principal().getName();
    }
}
