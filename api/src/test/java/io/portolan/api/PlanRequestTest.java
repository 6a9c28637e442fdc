package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.api.TestApi.Answer;
import io.portolan.engine.service.StackRequest;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanRequestTest {
    private static final String PLANS = ENV + "/stacks/blog/plans";
    private static final String WORDPRESS = """
            services:
              wordpress:
                image: wordpress:latest
                environment:
                  - SERVICE_URL_WORDPRESS_80
                  - PUBLIC_URL=$SERVICE_URL_WORDPRESS
                  - PUBLIC_HOST=$SERVICE_FQDN_WORDPRESS
                  - DB_PASSWORD=$SERVICE_PASSWORD_DB
                  - DB_USER=$SERVICE_USER_DB
                  - GREETING=${GREETING:-hello}
            """;

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private static ObjectNode body(String compose) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putArray("composeFiles").add("compose.yaml");
        body.putArray("files");
        file(body, "compose.yaml", compose);
        return body;
    }

    private static ObjectNode file(ObjectNode body, String path, String content) {
        ObjectNode file = body.withArray("files").addObject();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return file.put("path", path).put("content", Base64.getEncoder().encodeToString(bytes));
    }

    private static void domain(ObjectNode body, String service, String url) {
        body.withArray("domains").addObject().put("service", service).put("url", url);
    }

    private Answer plan(Consumer<ObjectNode> more) {
        ObjectNode body = body(WORDPRESS);
        more.accept(body);
        return api.post(PLANS, body.toString());
    }

    private StackRequest asked() {
        return api.fake.stacks.requests.getLast();
    }

    private String variable(String name) {
        Map<String, Secret> environment = asked().spec()
                .orElseThrow()
                .service("wordpress")
                .orElseThrow()
                .process()
                .environment();
        return Optional.ofNullable(environment.get(name)).orElseThrow().reveal();
    }

    @Test
    void readsFilesVariablesAndDomains() {
        Answer answer = plan(body -> {
            body.put("destination", "fast");
            body.putObject("variables").put("GREETING", "good day");
            file(body, "conf/site.conf", "listen 80").put("mode", 0_600);
            body.withArray("domains")
                    .addObject()
                    .put("service", "wordpress")
                    .put("url", "http://Blog.localhost/")
                    .put("containerPort", 8080);
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("id").asText()).isEqualTo("p1");
        assertThat(asked().name()).isEqualTo("blog");
        assertThat(asked().destination()).contains("fast");
        assertThat(asked().variables()).isEqualTo(Map.of("GREETING", new Secret("good day")));
        assertThat(asked().bundle().composeFiles()).containsExactly("compose.yaml");
        assertThat(asked().bundle().file("conf/site.conf").orElseThrow().text()).isEqualTo("listen 80");
        assertThat(asked().bundle().file("conf/site.conf").orElseThrow().mode()).isEqualTo(0_600);
        assertThat(asked().bundle().file("compose.yaml").orElseThrow().mode()).isEqualTo(0_644);
        assertThat(asked().domains()).singleElement().satisfies(d -> {
            assertThat(d.service()).isEqualTo("wordpress");
            assertThat(d.domain().url()).isEqualTo("http://blog.localhost");
            assertThat(d.containerPort()).hasValue(8080);
        });
        assertThat(variable("GREETING")).isEqualTo("good day");
    }

    @Test
    void fillsAddressesFromTheRequestedDomain() {
        plan(body -> domain(body, "wordpress", "http://blog.localhost"));

        assertThat(variable("PUBLIC_URL")).isEqualTo("http://blog.localhost");
        assertThat(variable("PUBLIC_HOST")).isEqualTo("blog.localhost");
        assertThat(asked().generated()).doesNotContainKey("SERVICE_URL_WORDPRESS");
    }

    @Test
    void fillsAddressesFromTheDomainThatTheStackHas() {
        api.fake.stacks.domains.put(new Domain("https", "blog.example.com", "/"), "wordpress");

        plan(body -> {});

        assertThat(variable("PUBLIC_URL")).isEqualTo("https://blog.example.com");
        assertThat(asked().domains()).isEmpty();
    }

    @Test
    void saysWhereAServiceHasNoDomainForItsAddress() {
        Answer answer = plan(body -> {});

        assertThat(answer.json().get("id").asText()).isEqualTo("p1");
        assertThat(asked().diagnostics())
                .anySatisfy(d -> assertThat(d.message()).contains("SERVICE_URL_WORDPRESS"));
    }

    @Test
    void generatesWhatTheStackDoesNotHaveYet() {
        plan(body -> {});

        String password = variable("DB_PASSWORD");
        assertThat(password).hasSizeGreaterThanOrEqualTo(16);
        assertThat(asked().generated())
                .containsOnlyKeys("SERVICE_PASSWORD_DB", "SERVICE_USER_DB")
                .containsEntry("SERVICE_PASSWORD_DB", new Secret(password));

        plan(body -> {});
        assertThat(variable("DB_PASSWORD")).isNotEqualTo(password);
    }

    @Test
    void keepsWhatTheStackWasMadeWith() {
        api.fake.stacks.generated.put("SERVICE_PASSWORD_DB", new Secret("kept"));

        plan(body -> {});

        assertThat(variable("DB_PASSWORD")).isEqualTo("kept");
        assertThat(asked().generated())
                .containsEntry("SERVICE_PASSWORD_DB", new Secret("kept"))
                .containsKey("SERVICE_USER_DB");
    }

    @Test
    void aValueThatTheUserGivesWinsAndIsKeptWhereThereIsNoneYet() {
        plan(body -> body.putObject("variables").put("SERVICE_PASSWORD_DB", "mine"));

        assertThat(variable("DB_PASSWORD")).isEqualTo("mine");
        assertThat(asked().generated()).containsEntry("SERVICE_PASSWORD_DB", new Secret("mine"));

        api.fake.stacks.generated.put("SERVICE_PASSWORD_DB", new Secret("kept"));
        plan(body -> body.putObject("variables").put("SERVICE_PASSWORD_DB", "mine"));
        assertThat(variable("DB_PASSWORD")).isEqualTo("mine");
        assertThat(asked().generated()).containsEntry("SERVICE_PASSWORD_DB", new Secret("kept"));
    }

    @Test
    void networksOfTheFileBecomeWhatIsChosen() {
        ObjectNode body =
                body("{services: {web: {image: 'web:1', networks: [lan]}}, networks: {lan: {external: true}}}");
        body.putObject("networks").put("lan", "own");

        api.post(PLANS, body.toString());

        assertThat(asked().spec().orElseThrow().networks()).singleElement().satisfies(n -> assertThat(n.external())
                .isFalse());

        body.putObject("networks").put("wan", "own");
        assertThat(api.post(PLANS, body.toString()).body()).contains("network.unknown", "it declares: lan");
    }

    @ParameterizedTest
    @ValueSource(strings = {"services: [", "just text", "", "services:\n  web:\n    imag: nginx\n", "a: &a [*a]"})
    void whatIsWrongInsideTheFilesIsInThePlan(String compose) {
        Answer answer = api.post(PLANS, body(compose).toString());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("id").asText()).isEmpty();
        assertThat(answer.json().at("/diagnostics/0/severity").asText()).isEqualTo("error");
        assertThat(asked().spec()).isEmpty();
        assertThat(Diagnostic.anyError(asked().diagnostics())).isTrue();
    }

    @Test
    void domainsAndPortsThatCannotBeAreInThePlan() {
        Answer answer = plan(body -> {
            domain(body, "wordpress", "blog.localhost");
            body.withArray("domains")
                    .addObject()
                    .put("service", "wordpress")
                    .put("url", "http://b.localhost")
                    .put("containerPort", 70_000);
        });

        assertThat(answer.status()).isEqualTo(200);
        assertThat(asked().diagnostics()).extracting(Diagnostic::code).contains("domain.invalid", "port.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/etc/passwd", "a/../../b", "a/..", "", ".."})
    void pathsThatLeadOutOfTheBundleAreRefused(String path) {
        Answer answer = plan(body -> file(body, path, "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("bundle.invalid");
        assertThat(api.fake.stacks.requests).isEmpty();
    }

    @Test
    void bundlesThatAreNoneAreRefused() {
        assertThat(plan(body -> body.putArray("composeFiles")).code()).isEqualTo("bundle.no-compose-file");
        assertThat(plan(body -> body.putArray("composeFiles").add("other.yaml")).code())
                .isEqualTo("bundle.invalid");
        assertThat(plan(body -> file(body, "compose.yaml", "x")).code()).isEqualTo("bundle.file-twice");
        assertThat(plan(body -> file(body, "x", "x").put("mode", -1)).code()).isEqualTo("bundle.mode-invalid");
        assertThat(plan(body -> body.withArray("files")
                                .addObject()
                                .put("path", "x")
                                .put("content", "%%%"))
                        .code())
                .isEqualTo("json.invalid");
        assertThat(plan(body -> body.withArray("files").addObject().put("path", "x"))
                        .code())
                .isEqualTo("json.invalid");
        assertThat(plan(body -> body.putObject("variables").putNull("A")).code())
                .isEqualTo("json.invalid");
        Answer unknown = plan(body -> body.withArray("files").addObject().put("name", "x"));
        assertThat(unknown.code()).isEqualTo("json.unknown-property");
        assertThat(unknown.json().at("/diagnostics/0/message").asText()).contains("files[1].name");
        assertThat(api.fake.stacks.requests).isEmpty();
    }

    @Test
    void neverRepeatsVariablesInAnAnswer() {
        Answer answer =
                plan(body -> body.putObject("variables").putObject("PASSWORD").put("hunter2", "hunter3"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("hunter3");
    }

    @Test
    void carriesLargeFilesAndRefusesLargerOnes() {
        byte[] large = new byte[20 * 1024 * 1024];
        Answer answer = plan(body -> body.withArray("files")
                .addObject()
                .put("path", "data.bin")
                .put("content", Base64.getEncoder().encodeToString(large)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(asked().bundle().file("data.bin").orElseThrow().size()).isEqualTo(large.length);

        byte[] tooLarge = new byte[96 * 1024 * 1024];
        for (BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(tooLarge),
                // Its length is not told beforehand.
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(tooLarge)))) {
            Answer refused = api.send(api.request("POST", PLANS, body));
            assertThat(refused.status()).isEqualTo(413);
            assertThat(refused.code()).isEqualTo("body.too-large");
        }
    }
}
