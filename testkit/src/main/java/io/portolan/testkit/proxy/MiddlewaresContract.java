package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.block;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may come, how much, and what is changed on the way. */
public abstract class MiddlewaresContract extends ProxyContract {
    private static final String ELSEWHERE = "192.0.2.0/24";

    private String streams = "";

    protected MiddlewaresContract(ProxySubject subject) {
        super(subject);
    }

    @BeforeAll
    void startAnApplicationThatStreams() {
        streams = world.script("streams.py");
        serve(route("http://streams.test", streams));
        awaitServed("streams.test");
    }

    @Test
    void letsOnlyThoseInWhoKnowAPassword() throws IOException {
        serve(route("http://one.test", Middlewares.none().guardedBy(List.of(TestCredentials.ADA)), first));

        Answer nobody = get("one.test", "/");
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(nobody.greeting()).isEmpty();
        assertThat(get("one.test", "/", TestCredentials.header("ada", "wrong")).status())
                .isEqualTo(401);
        assertThat(get("one.test", "/", TestCredentials.header("eve", "lovelace"))
                        .status())
                .isEqualTo(401);
        assertThat(get("one.test", "/", "Authorization: Bearer lovelace").status())
                .isEqualTo(401);
        assertThat(get("one.test", "/", TestCredentials.header("ada", "lovelace"))
                        .greeting())
                .isEqualTo("first");
    }

    @Test
    void letsEveryoneOfThoseIn() throws IOException {
        serve(route(
                "http://one.test",
                Middlewares.none().guardedBy(List.of(TestCredentials.ADA, TestCredentials.ALAN)),
                first));

        assertThat(get("one.test", "/", TestCredentials.header("ada", "lovelace"))
                        .status())
                .isEqualTo(200);
        assertThat(get("one.test", "/", TestCredentials.header("alan", "turing:1936"))
                        .status())
                .isEqualTo(200);
        assertThat(get("one.test", "/", TestCredentials.header("ada", "turing:1936"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void keepsAPasswordThatItCheckedToItself() throws IOException {
        String header = TestCredentials.header("ada", "lovelace");
        serve(
                route("http://one.test", Middlewares.none().guardedBy(List.of(TestCredentials.ADA)), first),
                route("http://two.test", second));

        assertThat(get("one.test", "/", header).body()).doesNotContain("Authorization");
        assertThat(get("two.test", "/", header).passedOn("Authorization")).startsWith("Basic ");
    }

    @Test
    void letsOnlyTheseAddressesIn() throws IOException {
        serve(
                route("http://one.test", Middlewares.none().allowing(List.of(block(ELSEWHERE))), first),
                route(
                        "http://two.test",
                        Middlewares.none().allowing(List.of(block(ELSEWHERE), block(world.gateway()))),
                        first));

        Answer refused = get("one.test", "/");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.greeting()).isEmpty();
        assertThat(get("two.test", "/").status()).isEqualTo(200);
    }

    @Test
    void letsNobodyInWhoOnlySaysToComeFromThere() throws IOException {
        serve(route("http://one.test", Middlewares.none().allowing(List.of(block(ELSEWHERE))), first));

        assertThat(get("one.test", "/", "X-Forwarded-For: 192.0.2.7").status()).isEqualTo(403);
        assertThat(get("one.test", "/", "X-Real-IP: 192.0.2.7").status()).isEqualTo(403);
    }

    @Test
    void looksAtTheAddressBeforeThePassword() throws IOException {
        Middlewares both = Middlewares.none()
                .allowing(List.of(block(ELSEWHERE)))
                .guardedBy(List.of(TestCredentials.ADA))
                .limitedTo(10);
        serve(route("http://one.test", both, first), route("http://two.test", both.allowing(List.of()), first));

        assertThat(get("one.test", "/").status()).isEqualTo(403);
        assertThat(visitor().post("two.test", "/", "x".repeat(100)).status()).isEqualTo(401);
    }

    @Test
    void takesNoLargerBodies() throws IOException {
        serve(
                route("http://one.test", Middlewares.none().limitedTo(1_000), streams),
                route("http://two.test", streams));

        assertThat(visitor().post("one.test", "/", "x".repeat(1_000)).status()).isEqualTo(200);
        assertThat(visitor().post("one.test", "/", "x".repeat(1_001)).status()).isEqualTo(413);
        assertThat(visitor().post("two.test", "/", "x".repeat(1_001)).status()).isEqualTo(200);
    }

    @Test
    void takesNoLargerBodiesOfALengthThatIsNotTold() throws IOException {
        serve(route("http://one.test", Middlewares.none().limitedTo(1_000), streams));

        assertThat(chunked("one.test", 3, 300)).isEqualTo(200);
        assertThat(chunked("one.test", 4, 300)).isEqualTo(413);
    }

    private int chunked(String host, int chunks, int size) throws IOException {
        try (Exchange upload = visitor().upload(host, "/", "Transfer-Encoding: chunked", "Connection: close")) {
            String chunk = Integer.toHexString(size) + "\r\n" + "x".repeat(size) + "\r\n";
            upload.send((chunk.repeat(chunks) + "0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return upload.status();
        }
    }

    @Test
    void compressesForThoseWhoTakeIt() throws IOException {
        serve(route("http://one.test", Middlewares.none().compressing(), streams), route("http://two.test", streams));

        String plain = get("one.test", "/text").body();
        assertThat(plain).startsWith("All work and no play").hasSizeGreaterThan(10_000);
        try (Exchange compressed = visitor().open("one.test", "/text", "Accept-Encoding: gzip", "Connection: close")) {
            assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
            byte[] bytes = compressed.body().readAllBytes();
            assertThat(bytes).hasSizeLessThan(5_000);
            byte[] content = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
            assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(plain);
        }
        assertThat(get("two.test", "/text", "Accept-Encoding: gzip").has("Content-Encoding"))
                .isFalse();
    }

    @Test
    void setsAndRemovesHeadersOfRequests() throws IOException {
        serve(route(
                "http://one.test",
                Middlewares.none()
                        .withHeaders(new HeaderRules(
                                new TreeMap<>(
                                        Map.of("X-Set", "a b; \"c\" {d} %e", "X-Replaced", "new", "X-Removed", "")),
                                new TreeMap<>())),
                first));

        Answer answer = get("one.test", "/", "X-Replaced: old", "X-Removed: there", "X-Other: stays");

        // In HTTP/1.1 names of headers have no case (RFC 9110, 5.1).
        assertThat(answer.body()).containsIgnoringCase("\"X-Set\": \"a b; \\\"c\\\" {d} %e\"");
        assertThat(answer.passedOn("X-Replaced")).isEqualTo("new");
        assertThat(answer.body()).doesNotContainIgnoringCase("X-Removed");
        assertThat(answer.passedOn("X-Other")).isEqualTo("stays");
    }

    @Test
    void setsAndRemovesHeadersOfAnswers() throws IOException {
        serve(
                route(
                        "http://one.test",
                        Middlewares.none()
                                .withHeaders(new HeaderRules(
                                        new TreeMap<>(),
                                        new TreeMap<>(Map.of("X-Set", "a b", "Content-Type", "text/x", "Server", "")))),
                        first),
                route("http://two.test", first));

        Answer answer = get("one.test", "/");

        assertThat(answer.header("X-Set")).isEqualTo("a b");
        assertThat(answer.header("Content-Type")).isEqualTo("text/x");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(get("two.test", "/").has("X-Set")).isFalse();
    }

    @Test
    void doesAllOfItTogether() throws IOException {
        Middlewares all = Middlewares.none()
                .allowing(List.of(block(world.gateway())))
                .guardedBy(List.of(TestCredentials.ADA))
                .limitedTo(1_000)
                .strippingPrefix()
                .compressing()
                .withHeaders(new HeaderRules(
                        new TreeMap<>(Map.of("X-To-The-Service", "a")),
                        new TreeMap<>(Map.of("X-To-The-Visitor", "b"))));
        serve(route("http://one.test/shop", all, first));

        Answer answer = get("one.test", "/shop/cart", TestCredentials.header("ada", "lovelace"));

        assertThat(answer.askedFor()).isEqualTo("/cart");
        assertThat(answer.passedOn("X-To-The-Service")).isEqualTo("a");
        assertThat(answer.header("X-To-The-Visitor")).isEqualTo("b");
    }
}
