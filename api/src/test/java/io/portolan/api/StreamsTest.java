package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.api.TestApi.Answer;
import io.portolan.engine.port.ContainerRuntime.StreamClosed;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Refused;
import io.portolan.engine.service.StackService.ServiceLine;
import io.portolan.model.Diagnostic;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamsTest {
    private static final String LOGS = ENV + "/stacks/blog/logs?follow=true";
    private static final ServiceLine LINE = new ServiceLine("db", "blog--db-1", "stdout", "ready");

    private final TestApi api = new TestApi();
    private final CompletableFuture<Throwable> ended = new CompletableFuture<>();

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpRequest.Builder logs() {
        return api.request("GET", LOGS, BodyPublishers.noBody());
    }

    private static String firstLine(InputStream in) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void deploymentEventsAreServerSentEventsUntilFinished() {
        Answer answer = api.get(ENV + "/deployments/d1/events");

        assertThat(answer.contentType()).isEqualTo("text/event-stream");
        assertThat(answer.body()).isEqualTo("""
                        event: progress
                        data: {"type":"plan","step":"s1","message":"making network blog","stepsDone":0,"stepsAll":3}

                        event: progress
                        data: {"type":"finished","step":"s1","message":"making network blog","stepsDone":3,"stepsAll":3}

                        """);
    }

    @Test
    void whoListensHearsWhatAPlanWaitsFor() {
        api.fake.stacks.planning = List.of("pulling nginx: 40 %");
        String body = """
                {"files": [{"path": "compose.yaml", "content": "c2VydmljZXM6CiAgd2ViOgogICAgaW1hZ2U6IG5naW54Cg=="}],
                 "composeFiles": ["compose.yaml"]}
                """;

        Answer events = api.send(api.request("POST", ENV + "/stacks/blog/plans", BodyPublishers.ofString(body))
                .header("Accept", "text/event-stream"));

        // A slow machine hears the stream's pulse in between.
        assertThat(events.body().replace(":\n\n", "")).startsWith("""
                event: progress
                data: {"message":"pulling nginx: 40 %"}

                event: plan
                data: {"id":"p1",""");
        assertThat(api.post(ENV + "/stacks/blog/plans", body).contentType()).isEqualTo("application/json");
    }

    @Test
    void logsAreLinesOrEventsAsTheClientLikes() {
        String line = "{\"service\":\"db\",\"container\":\"blog--db-1\",\"stream\":\"stdout\",\"text\":\"ready\"}";

        Answer lines = api.get(LOGS);
        assertThat(lines.contentType()).isEqualTo("application/x-ndjson");
        assertThat(lines.body()).isEqualTo(line + "\n");
        Answer events = api.send(logs().header("Accept", "text/event-stream"));
        assertThat(events.contentType()).isEqualTo("text/event-stream");
        assertThat(events.body()).isEqualTo("event: line\ndata: " + line + "\n\n");
    }

    @Test
    void execEndsWithTheExitCode() {
        Answer answer = api.post(ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": [\"ls\"]}");

        assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
        assertThat(answer.body()).isEqualTo("{\"stream\":\"stdout\",\"text\":\"hello\"}\n{\"exitCode\":7}\n");
    }

    @Test
    void aStreamWithoutLinesIsStillAStream() {
        api.fake.stacks.logs = sink -> {};

        Answer answer = api.get(LOGS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/x-ndjson");
        // A keep-alive is an empty line, and may come before the end where the machine is busy.
        assertThat(answer.body()).isBlank();
    }

    @Test
    void aRefusalBeforeTheFirstLineIsAProblem() {
        api.fake.stacks.logs = sink -> {
            throw new Refused(Refused.Kind.NOT_FOUND, Diagnostic.error("stack.unknown", "there is no stack blog"));
        };

        Answer answer = api.get(LOGS);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo("stack.unknown");
    }

    @Test
    void aFailureAmidTheStreamIsItsLastLine() {
        api.fake.stacks.logs = sink -> {
            sink.accept(LINE);
            throw new RuntimeFault(RuntimeFault.Kind.UNREACHABLE, "the connection broke");
        };

        String[] lines = api.get(LOGS).body().split("\n", -1);
        assertThat(lines[0]).contains("ready");
        assertThat(Contract.parse(lines[1]).at("/problem/diagnostics/0/code").asText())
                .isEqualTo("engine.unreachable");
    }

    @Test
    void linesArriveWhileTheWorkGoesOn() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        api.fake.stacks.logs = sink -> {
            sink.accept(LINE);
            await(read);
        };

        try (InputStream in = api.stream(logs())) {
            assertThat(firstLine(in)).contains("ready");
            read.countDown();
        }
    }

    @Test
    void theResponseBeginsThoughThereIsNothingToSay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        api.fake.stacks.logs = sink -> await(begun);

        try (InputStream in = api.stream(logs())) {
            assertThat(in.read()).isEqualTo('\n');
            begun.countDown();
        }
    }

    @Test
    void aClientThatLeavesEndsTheWorkAtItsNextLine() throws Exception {
        api.fake.stacks.logs = sink -> {
            try {
                while (true) {
                    sink.accept(LINE);
                }
            } catch (StreamClosed gone) {
                ended.complete(gone);
                throw gone;
            }
        };

        InputStream in = api.stream(logs());
        assertThat(firstLine(in)).contains("ready");
        in.close();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(StreamClosed.class);
    }

    @Test
    void aClientThatLeavesEndsWorkThatHasNothingToSay() throws Exception {
        api.fake.stacks.logs = sink -> {
            sink.accept(LINE);
            waitForever();
        };

        InputStream in = api.stream(logs());
        assertThat(firstLine(in)).contains("ready");
        in.close();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void stoppingTheServerEndsItsStreams() throws Exception {
        api.fake.stacks.logs = sink -> {
            try {
                sink.accept(LINE);
            } catch (StreamClosed gone) {
                ended.complete(gone);
                throw gone;
            }
            waitForever();
        };

        try (InputStream in = api.stream(logs())) {
            assertThat(firstLine(in)).contains("ready");
            api.server().stop();
            // The stop finds the work either waiting or still in the end of its first write.
            assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOfAny(InterruptedException.class, StreamClosed.class);
        }
    }

    @Test
    void anInterruptedStreamLeavesTheServerUnharmed() throws Exception {
        aClientThatLeavesEndsWorkThatHasNothingToSay();

        for (int i = 0; i < 20; i++) {
            assertThat(api.get("/api/v1/status").status()).isEqualTo(200);
        }
    }

    private void waitForever() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            ended.complete(e);
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            // The client has left in the meantime, as it may.
            Thread.currentThread().interrupt();
        }
    }
}
