package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.portolan.api.TestApi.Answer;
import io.portolan.api.http.Problems;
import io.portolan.api.http.RequestBody;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Refused;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.StoreFault;
import io.portolan.model.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ProblemsTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private Answer refused(RuntimeException thrown) {
        api.fake.calls.refuseNext(thrown);
        return api.get(ENV + "/stacks/blog");
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID,400",
        "NOT_FOUND,404",
        "CONFLICT,409",
        "PLAN_ERRORS,422",
        "ENGINE,502",
        "UNREACHABLE,503",
        "DISK_FULL,507"
    })
    void refusalsKeepTheirDiagnostics(Refused.Kind kind, int status) {
        Diagnostic first = Samples.diagnostic();
        Answer answer = refused(new Refused(kind, List.of(first, Diagnostic.error("plan.stale", "it has moved"))));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("type").asText()).startsWith("urn:portolan:problem:");
        assertThat(answer.json().get("detail").asText()).isEqualTo(first.message());
        assertThat(answer.json().get("diagnostics")).isEqualTo(Contract.parse("""
                                [{"severity": "warning", "code": "compose.platform",
                                  "message": "the platform is not checked", "path": "compose.yaml", "line": 3, "column": 5,
                                  "resource": "service wordpress", "suggestion": "leave it out"},
                                 {"severity": "error", "code": "plan.stale", "message": "it has moved", "path": null,
                                  "line": null, "column": null, "resource": null, "suggestion": null}]
                                """));
    }

    @Test
    void faultsOfEngineProxyAndStoreSayWhatTheySay() {
        Map<RuntimeException, String> faults = Map.of(
                new RuntimeFault(RuntimeFault.Kind.UNREACHABLE, "nobody answers"), "503 engine.unreachable",
                new RuntimeFault(RuntimeFault.Kind.NOT_FOUND, "no such container"), "404 engine.not-found",
                new RuntimeFault(RuntimeFault.Kind.DISK_FULL, "no space left"), "507 disk.full",
                new RuntimeFault(RuntimeFault.Kind.IMAGE_NOT_FOUND, "no such image"), "502 image.not-found",
                new ProxyFault(true, "it refuses", new IOException("400")), "409 proxy.refused",
                new ProxyFault(false, "nobody answers", new IOException("refused")), "503 proxy.unreachable",
                new StoreFault(StoreFault.Kind.DISK_FULL, "no room for the store"), "507 store.disk-full",
                new StoreFault(StoreFault.Kind.LOCKED, "another program holds it"), "503 store.locked",
                new StoreFault(StoreFault.Kind.DAMAGED, "it is not a database"), "500 store.damaged",
                new Conflict("port 80 is taken by stack shop"), "409 conflict");
        faults.forEach((fault, expected) -> {
            Answer answer = refused(fault);
            assertThat(answer.status() + " " + answer.code()).isEqualTo(expected);
            assertThat(answer.json().get("detail").asText()).isEqualTo(fault.getMessage());
        });
    }

    @Test
    void whatNobodyExpectedIsInTheLogOnly() {
        Logger log = (Logger) LoggerFactory.getLogger(Problems.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        log.addAppender(logged);
        try {
            Answer answer = refused(new IllegalStateException("password hunter2"));

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("hunter2").doesNotContain("IllegalState");
            String instance = answer.json().get("instance").asText();
            assertThat(instance).startsWith("urn:portolan:error:");
            String errorId = instance.substring("urn:portolan:error:".length());
            assertThat(answer.json().get("detail").asText()).contains(errorId);
            assertThat(logged.list).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage()).contains(errorId).contains("/stacks/blog");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("password hunter2");
            });
        } finally {
            log.detachAppender(logged);
        }
    }

    @Test
    void anErrorOfTheVirtualMachineIsAProblemToo() {
        api.fake.stacks.output = sink -> {
            throw new StackOverflowError("deep inside");
        };

        Answer answer = api.post(ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": [\"ls\"]}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.body()).doesNotContain("deep inside");
    }

    @Test
    void unknownPathsAndWrongMethodsAreProblems() {
        assertThat(api.get("/api/v1/nothing").code()).isEqualTo("path.unknown");
        assertThat(api.get("/api/v1/nothing").status()).isEqualTo(404);
        assertThat(api.get("/").status()).isEqualTo(404);

        Answer wrong = api.delete("/api/v1/status");
        assertThat(wrong.status()).isEqualTo(405);
        assertThat(wrong.code()).isEqualTo("method.not-allowed");
        assertThat(wrong.header("Allow")).contains("GET");
    }

    @Test
    void onlyOneProjectAndEnvironmentExist() {
        assertThat(api.get("/api/v1/projects/other/environments/production/stacks")
                        .code())
                .isEqualTo("project.unknown");
        Answer answer = api.get("/api/v1/projects/default/environments/staging/stacks");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("environment.unknown");
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void namesTheUnknownPropertyAndThoseThatThereAre() {
        Answer answer = api.post(ENV + "/deployments", "{\n  \"paln\": \"p1\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("json.unknown-property");
        assertThat(answer.json().at("/diagnostics/0/message").asText()).contains("\"paln\"");
        assertThat(answer.json().at("/diagnostics/0/suggestion").asText()).contains("plan");
        assertThat(answer.json().at("/diagnostics/0/line").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"p1\"",
                "{",
                "{\"plan\": }",
                "{\"plan\": null}",
                "{}",
                "{\"plan\": 7}",
                "{\"plan\": true}",
                "{\"plan\": [\"p1\"]}",
                "{\"plan\": \"p1\", \"plan\": \"p2\"}",
                "{\"plan\": \"p1\"} x",
                "plan=p1"
            })
    void refusesBodiesThatAreNotWhatIsExpected(String body) {
        Answer answer = api.post(ENV + "/deployments", body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("json.invalid");
        assertThat(answer.body()).doesNotContain("io.portolan").doesNotContain("DeserializationFeature");
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void syntaxErrorsHaveTheirPlace() {
        Answer answer = api.post(ENV + "/deployments", "{\n  \"plan\": p1\n}");

        assertThat(answer.json().at("/diagnostics/0/line").asInt()).isEqualTo(2);
        assertThat(answer.json().at("/diagnostics/0/column").asInt()).isGreaterThan(10);
    }

    @Test
    void refusesNullsInsideLists() {
        Answer answer = api.post(ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": [null]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("json.invalid");
    }

    @Test
    void refusesNestingWithoutEnd() {
        Answer answer = api.post(ENV + "/deployments", "{\"plan\": " + "[".repeat(100_000));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void refusesBadPortsDomainsSubnetsAndCommands() {
        String domain = "{\"stack\": \"blog\", \"service\": \"web\", \"url\": \"%s\", \"containerPort\": %s}";
        assertThat(api.post(ENV + "/domains", domain.formatted("ftp://x", "80")).code())
                .isEqualTo("domain.invalid");
        assertThat(api.post(ENV + "/domains", domain.formatted("http://x.localhost", "0"))
                        .code())
                .isEqualTo("port.invalid");
        assertThat(api.post(ENV + "/domains", domain.formatted("http://x.localhost", "80.5"))
                        .code())
                .isEqualTo("json.invalid");
        String options = "{\"stack\":\"a\",\"service\":\"b\",\"url\":\"http://x.localhost\",\"options\":{%s}}";
        for (String wrong : List.of(
                "\"www\":\"maybe\"",
                "\"edge\":\"PROXIED\"",
                "\"allow\":[\"10.0.0.0/33\"]",
                "\"allow\":[\"somewhere\"]",
                "\"maxBodyBytes\":0",
                "\"responseTimeoutSeconds\":-1",
                "\"requestHeaders\":{\"a b\":\"c\"}",
                "\"requestHeaders\":{\"a\":\"c\\r\\nd\"}",
                "\"requestHeaders\":{\"X-Forwarded-For\":\"c\"}",
                "\"responseHeaders\":{\"a\":\"1\",\"A\":\"2\"}",
                "\"users\":[{\"name\":\"a\",\"password\":\"b\"},{\"name\":\"a\",\"password\":\"c\"}]",
                "\"redirect\":{\"url\":\"https://*.b.localhost\"}")) {
            assertThat(api.post(ENV + "/domains", options.formatted(wrong)).code())
                    .as(wrong)
                    .isEqualTo("domain.option");
        }
        assertThat(api.post(ENV + "/domains", options.formatted("\"redirect\":{\"url\":\"nowhere\"}"))
                        .code())
                .isEqualTo("domain.invalid");
        assertThat(api.delete(ENV + "/domains").code()).isEqualTo("query.invalid");
        assertThat(api.delete(ENV + "/domains?url=nonsense").code()).isEqualTo("domain.invalid");
        assertThat(api.post("/api/v1/destinations", "{\"name\": \"d\", \"subnet\": \"10.0.0.0/99\"}")
                        .code())
                .isEqualTo("subnet.invalid");
        assertThat(api.post(ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": []}")
                        .code())
                .isEqualTo("exec.no-command");
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void aMisspeltParameterIsNotIgnored() {
        assertThat(api.post("/api/v1/reconcile?dryrun=true").code()).isEqualTo("query.unknown");
        assertThat(api.post("/api/v1/reconcile?dryRun=yes").code()).isEqualTo("query.invalid");
        assertThat(api.post("/api/v1/reconcile?dryRun=true&dryRun=false").code())
                .isEqualTo("query.invalid");
        assertThat(api.get(ENV + "/stacks/blog/logs?tail=many").code()).isEqualTo("query.invalid");
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void refusesBodiesThatAreTooLargeWhetherTheySayItOrNot() {
        byte[] large = new byte[(int) RequestBody.USUAL + 1];
        Answer said = api.send(api.request("POST", ENV + "/deployments", BodyPublishers.ofByteArray(large)));
        Answer unsaid = api.send(api.request(
                "POST", ENV + "/deployments", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

        assertThat(said.status()).isEqualTo(413);
        assertThat(said.code()).isEqualTo("body.too-large");
        assertThat(unsaid.status()).isEqualTo(413);
    }

    @Test
    void evenARequestThatIsNotHttpGetsAProblem() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), api.server().port())) {
            socket.getOutputStream().write("GET / HTTP/9.9\r\nHost: a b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).contains("application/problem+json").contains("\"status\":");
            assertThat(answer.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("jetty")
                    .doesNotContain("<html");
        }
    }
}
