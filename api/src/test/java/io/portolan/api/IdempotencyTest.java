package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.api.TestApi.Answer;
import io.portolan.engine.service.Refused;
import io.portolan.model.Diagnostic;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Samples.NOON);
    private final TestApi api = new TestApi(now::get);

    @AfterEach
    void stop() {
        api.close();
    }

    private Answer post(String key, String path, String body) {
        return api.send(api.request("POST", path, BodyPublishers.ofString(body)).header("Idempotency-Key", key));
    }

    private Answer deploy(String key, String plan) {
        return post(key, ENV + "/deployments", "{\"plan\": \"" + plan + "\"}");
    }

    @Test
    void theSameKeyAndRequestGetTheSameAnswerAndActOnce() {
        Answer first = deploy("k1", "p1");
        Answer second = deploy("k1", "p1");

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.contentType()).isEqualTo(first.contentType());
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .isNotEmpty();
        assertThat(second.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(api.fake.calls.count()).isEqualTo(1);
    }

    @Test
    void withoutKeyEveryRequestActs() {
        api.post(ENV + "/deployments", "{\"plan\": \"p1\"}");
        api.post(ENV + "/deployments", "{\"plan\": \"p1\"}");

        assertThat(api.fake.calls.count()).isEqualTo(2);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        deploy("k1", "p1");
        Answer otherBody = deploy("k1", "p2");
        Answer otherPath = post("k1", ENV + "/stacks/blog/stop", "{\"plan\": \"p1\"}");

        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.code()).isEqualTo("idempotency.key-reused");
        assertThat(otherPath.status()).isEqualTo(422);
        assertThat(api.fake.calls.count()).isEqualTo(1);
    }

    @Test
    void aRefusalIsRememberedToo() {
        api.fake.calls.refuseNext(new Refused(Refused.Kind.CONFLICT, Diagnostic.error("plan.stale", "it has moved")));

        assertThat(deploy("k1", "p1").code()).isEqualTo("plan.stale");
        Answer again = deploy("k1", "p1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.contentType()).isEqualTo("application/problem+json");
        assertThat(again.code()).isEqualTo("plan.stale");
        assertThat(api.fake.calls.count()).isEqualTo(1);
    }

    @Test
    void aFailureOfPortolansOwnCanBeTriedAgain() {
        api.fake.calls.refuseNext(
                new Refused(Refused.Kind.UNREACHABLE, Diagnostic.error("engine.unreachable", "nobody answers")));

        assertThat(deploy("k1", "p1").status()).isEqualTo(503);
        assertThat(deploy("k1", "p1").status()).isEqualTo(202);
    }

    @Test
    void isForgottenAfterADay() {
        deploy("k1", "p1");
        now.set(Samples.NOON.plus(Duration.ofHours(23)));
        assertThat(deploy("k1", "p1").status()).isEqualTo(202);
        assertThat(api.fake.calls.count()).isEqualTo(1);

        now.set(Samples.NOON.plus(Duration.ofHours(25)));
        assertThat(deploy("k1", "p2").status()).isEqualTo(202);
        assertThat(api.fake.calls.count()).isEqualTo(2);
    }

    @Test
    void requestsAtTheSameTimeActOnce() throws Exception {
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> deploy = () -> deploy("k1", "p1");
            List<Future<Answer>> answers = many.invokeAll(java.util.Collections.nCopies(16, deploy));
            Set<String> bodies = answers.stream().map(f -> f.resultNow().body()).collect(Collectors.toSet());

            assertThat(bodies).hasSize(1);
        }
        assertThat(api.fake.calls.count()).isEqualTo(1);
    }

    @Test
    void refusesKeysThatCannotBeKept() {
        assertThat(deploy("x".repeat(256), "p1").code()).isEqualTo("idempotency.key-invalid");
        assertThat(post("k1", ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": [\"ls\"]}")
                        .code())
                .isEqualTo("idempotency.unsupported");
        assertThat(api.fake.calls.count()).isZero();
    }
}
