package io.portolan.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a daemon whether it is ready, until it is. */
final class ReadyCheck {
    /** A first start pulls the proxy's image. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** What fails so often in a row fails for a reason that stays. */
    private static final int ENDINGS = 3;

    private final URI url;
    private final Service service;
    private final boolean begun;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** @param begun whether the daemon was started for this: if it cannot run, it is then not left trying */
    ReadyCheck(String base, Service service, boolean begun) {
        this.url = URI.create(base + "/health/ready");
        this.service = service;
        this.begun = begun;
    }

    /** Fails, and says why, if it does not become ready. */
    void await(Consumer<String> tell) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int before = service.fate().endings();
        String told = "";
        while (System.nanoTime() < deadline) {
            Optional<HttpResponse<String>> answer = ask();
            if (answer.isPresent() && answer.get().statusCode() == 200) {
                return;
            }
            if (answer.isEmpty()) {
                requireHope(before);
            }
            String now = answer.map(ReadyCheck::reason).orElse("waiting for the daemon");
            if (!now.equals(told)) {
                tell.accept(now);
                told = now;
            }
            // There is nothing to wait on in another process but its answer.
            TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
        }
        throw CommandFailure.failed(Diagnostic.error(
                        "up.not-ready",
                        "the daemon is not ready after " + PATIENCE.toMinutes() + " minutes (" + told + ")")
                .suggest("its log: " + service.logs()));
    }

    private void requireHope(int before) {
        Service.Fate fate = service.fate();
        int endings = fate.endings() - before;
        if (!fate.over() && endings < ENDINGS) {
            return;
        }
        if (begun) {
            service.stop();
        }
        List<String> said = service.lastWords().stream().distinct().toList();
        String ended = fate.over() ? "the daemon has ended" : "the daemon ended %d times in a row".formatted(endings);
        throw CommandFailure.failed(
                Diagnostic.error("up.daemon-ends", said.isEmpty() ? ended : ended + ": " + said.getLast())
                        .suggest(LogTail.shown(said)
                                + (begun
                                        ? "remove the cause, then again: portolan up"
                                        : "remove the cause, end it: portolan down, and again: portolan up")
                                + "\nits log: " + service.logs()));
    }

    private Optional<HttpResponse<String>> ask() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            // Nobody listens yet, or not any more: the same as no answer.
            return Optional.empty();
        }
    }

    private static String reason(HttpResponse<String> answer) {
        try {
            return "waiting: "
                    + JsonMapper.builder()
                            .build()
                            .readTree(answer.body())
                            .path("reason")
                            .asText();
        } catch (JsonProcessingException e) {
            // Not a daemon's answer, yet an answer: shown as it is.
            return "waiting: " + answer.body().strip();
        }
    }
}
