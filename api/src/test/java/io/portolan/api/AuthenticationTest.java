package io.portolan.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.api.TestApi.Answer;
import io.portolan.api.http.Routes.Endpoint;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private static String filled(Endpoint endpoint) {
        return endpoint.path()
                .replace("{project}", "default")
                .replace("{environment}", "production")
                .replaceAll("\\{[a-z]+}", "x");
    }

    @Test
    void everyRouteButHealthAnswers401WithoutToken() {
        List<Endpoint> closed = api.endpoints().stream()
                .filter(e -> !e.path().startsWith("/health/"))
                .toList();

        assertThat(closed).hasSizeGreaterThan(25);
        for (Endpoint endpoint : closed) {
            Answer answer = api.send(api.bare(endpoint.method(), filled(endpoint), BodyPublishers.noBody()));
            assertThat(answer.status()).as(endpoint.toString()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate"))
                    .as(endpoint.toString())
                    .startsWith("Bearer");
            assertThat(answer.code()).isEqualTo("token.missing");
        }
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void everyRouteButHealthAnswers401WithAWrongToken() {
        for (Endpoint endpoint : api.endpoints()) {
            if (!endpoint.path().startsWith("/health/")) {
                Answer answer = api.send(api.bare(endpoint.method(), filled(endpoint), BodyPublishers.noBody())
                        .header("Authorization", "Bearer not-" + FakePlatform.TOKEN));
                assertThat(answer.status()).as(endpoint.toString()).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("token.unknown");
            }
        }
        assertThat(api.fake.calls.list()).isEmpty();
    }

    @Test
    void doesNotTellWithoutTokenWhatThereIs() {
        assertThat(api.send(api.bare("GET", "/", BodyPublishers.noBody())).status())
                .isEqualTo(401);
        assertThat(api.send(api.bare("GET", "/api/v1/nothing", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
        assertThat(api.send(api.bare("PATCH", "/api/v1/status", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
        assertThat(api.send(api.bare("GET", "/health/../api/v1/status", BodyPublishers.noBody()))
                        .status())
                .isIn(400, 401);
        assertThat(api.send(api.bare("GET", "/health/live/..;/../api/v1/status", BodyPublishers.noBody()))
                        .status())
                .isIn(400, 401);
    }

    @Test
    void refusesOtherSchemesAndEmptyTokens() {
        for (String header :
                List.of("Basic YTpi", "Bearer", "Bearer ", FakePlatform.TOKEN, "Bearer " + "x".repeat(600))) {
            Answer answer = api.send(
                    api.bare("GET", "/api/v1/status", BodyPublishers.noBody()).header("Authorization", header));
            assertThat(answer.status()).as(header).isEqualTo(401);
        }
    }

    @Test
    void takesTheSchemeInAnyCase() {
        Answer answer = api.send(api.bare("GET", "/api/v1/status", BodyPublishers.noBody())
                .header("Authorization", "bearer " + FakePlatform.TOKEN));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void healthNeedsNoToken() {
        assertThat(api.send(api.bare("GET", "/health/live", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(200);
        Answer ready = api.send(api.bare("GET", "/health/ready", BodyPublishers.noBody()));
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().get("status").asText()).isEqualTo("ready");

        api.fake.ready = false;
        Answer starting = api.send(api.bare("GET", "/health/ready", BodyPublishers.noBody()));
        assertThat(starting.status()).isEqualTo(503);
        assertThat(starting.json().get("reason").asText()).isEqualTo("the proxy does not answer yet");
    }

    @Test
    void everyAnswerIsToBeNeitherCachedNorFramedAndNamesNoServer() {
        for (String path : List.of("/health/live", "/api/v1/status", "/api/v1/nothing")) {
            Answer answer = api.get(path);
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }
}
