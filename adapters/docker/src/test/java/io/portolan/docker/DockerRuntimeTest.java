package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real engine does seldom: silence, breaks, odd versions, leftovers. */
@Timeout(60)
final class DockerRuntimeTest {
    private final Path folder;
    private final FakeEngine engine;
    private final DockerRuntime runtime;

    DockerRuntimeTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.engine = new FakeEngine(folder);
        this.runtime = DockerRuntime.connect(engine.endpoint(), "ours");
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        engine.close();
    }

    private static RuntimeFault faultOf(Runnable action) {
        RuntimeFault fault = catchThrowableOfType(RuntimeFault.class, action::run);
        assertThat(fault).isNotNull();
        return fault;
    }

    @Test
    void refusesAnEndpointOfNoKnownKind() {
        assertThat(faultOf(() -> DockerRuntime.connect("docker.sock", "ours")))
                .hasMessageContaining("\"docker.sock\"")
                .hasMessageContaining("unix:///path/to/docker.sock");
    }

    @Test
    void saysThatThereIsNoSocket() {
        try (DockerRuntime nobody = DockerRuntime.connect("unix:///no/such/docker.sock", "ours")) {
            RuntimeFault fault = faultOf(nobody::info);
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(fault)
                    .hasMessageContaining("unix:///no/such/docker.sock")
                    .hasMessageContaining("is Docker installed");
        }
    }

    @Test
    void saysThatNobodyAnswersAtTheSocket() throws IOException {
        engine.close();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("docker.sock")));
        }
        RuntimeFault fault = faultOf(runtime::info);
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault).hasMessageContaining("start Docker's service");
    }

    @Test
    void givesUpOnASilentEngineWithinSeconds() {
        engine.silentOn("GET /version");
        long begin = System.nanoTime();
        RuntimeFault fault = faultOf(runtime::info);
        assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(fault).hasMessageContaining("no answer within 5 s").hasMessageContaining(engine.endpoint());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
    }

    @Test
    void notesABreakInTheMiddleOfAnAnswer() {
        engine.on("GET /networks", (out, body) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        assertThat(faultOf(runtime::networks).kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void refusesAnAnswerThatIsNotJson() {
        engine.on("GET /networks", 200, "<html>");
        RuntimeFault fault = faultOf(runtime::networks);
        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        assertThat(fault).hasMessageContaining("not JSON");
    }

    @ParameterizedTest
    @CsvSource({"1.41, 1.12, 1.41", "1.47, 1.24, 1.47", "1.99, 1.44, 1.51"})
    void speaksTheNewestVersionThatBothSidesKnow(String newest, String oldest, String spoken) {
        version(newest, oldest);
        engine.on("GET /networks", 200, "[]");
        runtime.networks();
        assertThat(engine.asked()).containsExactly("[null] GET /version", "[" + spoken + "] GET /networks");
        assertThat(runtime.info().apiVersion()).isEqualTo(spoken);
    }

    private void version(String newest, String oldest) {
        engine.on("GET /version", 200, "{\"ApiVersion\":\"%s\",\"MinAPIVersion\":\"%s\"}".formatted(newest, oldest));
    }

    @ParameterizedTest
    @CsvSource({"1.40, 1.12, too old", "1.99, 1.52, too new", "none, 1.12, no Docker Engine"})
    void refusesAnEngineWithoutACommonVersion(String newest, String oldest, String why) {
        version(newest, oldest);
        RuntimeFault fault = faultOf(runtime::networks);
        assertThat(fault.kind()).isEqualTo(Kind.REFUSED);
        assertThat(fault).hasMessageContaining(why);
    }

    @Test
    void asksForTheVersionAgainAfterTheEngineWasAway() {
        AtomicBoolean away = new AtomicBoolean(true);
        engine.on("GET /networks", (out, body) -> {
            if (!away.get()) {
                FakeEngine.head(out, 200, "[]".getBytes(StandardCharsets.US_ASCII));
            }
        });
        assertThat(faultOf(runtime::networks).kind()).isEqualTo(Kind.UNREACHABLE);
        away.set(false);
        version("1.45", "1.24");
        runtime.networks();
        assertThat(engine.asked()).last().isEqualTo("[1.45] GET /networks");
    }

    @Test
    void leavesOutAContainerThatVanishesMeanwhile() {
        engine.on("GET /containers/json.*", 200, "[{\"Id\":\"a\"},{\"Id\":\"b\"},{\"Id\":\"c\"}]")
                .on("GET /containers/./json", 200, "{\"Id\":\"x\",\"Name\":\"/x\"}")
                .on("GET /containers/b/json", 404, "{\"message\":\"No such container: b\"}");
        assertThat(runtime.containers()).extracting(ObservedContainer::name).containsExactly("x", "x");
    }

    @Test
    void reportsAContainerThatCannotBeLookedAt() {
        engine.on("GET /containers/json.*", 200, "[{\"Id\":\"a\"}]")
                .on("GET /containers/a/json", 500, "{\"message\":\"out of order\"}");
        assertThat(faultOf(runtime::containers)).hasMessage("cannot look at container a: out of order");
    }

    @Test
    void waitsForARemovalThatSomebodyElseHasBegun() {
        engine.on("DELETE /containers/web.*", 409, "{\"message\":\"removal of container web is already in progress\"}")
                .on("POST /containers/web/wait.*", 200, "{\"StatusCode\":0}");
        runtime.removeContainer("web");
        assertThat(engine.asked()).last().isEqualTo("[1.41] POST /containers/web/wait?condition=removed");
    }

    @Test
    void takesStaleEndpointsOffANetworkItRemoves() {
        engine.on("GET /networks/n", 200, """
                        {"Id":"1","Name":"n","Containers":{"ep-7f":{"Name":"gone"},"c2":{"Name":"dead"}}}""")
                .on("GET /containers/ep-7f/json", 404, "{\"message\":\"No such container\"}")
                .on("GET /containers/c2/json", 200, "{\"State\":{\"Running\":false}}")
                .on("POST /networks/n/disconnect", 200, "")
                .on("DELETE /networks/n", 204, "");
        runtime.removeNetwork("n");
        assertThat(engine.asked()).filteredOn(a -> a.contains("disconnect")).hasSize(2);
        assertThat(engine.asked()).last().isEqualTo("[1.41] DELETE /networks/n");
    }

    @Test
    void removesAHalfMadeContainerAndKeepsItsSecrets() {
        engine.on("GET /containers/web/json", 404, "{\"message\":\"No such container: web\"}")
                .on("POST /containers/create.*", 400, "{\"message\":\"invalid: PASSWORD=correct-horse\"}");
        var spec = new Sketch("web")
                .environment("PASSWORD", "correct-horse")
                .on("n")
                .spec();
        assertThat(faultOf(() -> runtime.createContainer(spec)))
                .hasMessage("cannot create container web: invalid: PASSWORD=***");

        engine.on("POST /containers/create.*", 201, "{\"Id\":\"c1\"}")
                .on("GET /networks/second", 404, "{\"message\":\"network second not found\"}")
                .on("DELETE /containers/c1.*", 204, "");
        var two = new Sketch("web").on("n").on("second").spec();
        assertThat(faultOf(() -> runtime.createContainer(two)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(engine.asked()).last().isEqualTo("[1.41] DELETE /containers/c1?force=true&v=true");
    }

    @Test
    void reportsTheFirstFailureIfNotEvenTheHalfMadeContainerCanBeRemoved() {
        engine.on("GET /containers/web/json", 404, "{\"message\":\"No such container: web\"}")
                .on("POST /containers/create.*", 201, "{\"Id\":\"c1\"}")
                .on("GET /networks/second", 404, "{\"message\":\"network second not found\"}")
                .on("DELETE /containers/c1.*", 500, "{\"message\":\"busy\"}");
        var spec = new Sketch("web")
                .on("n")
                .on("second")
                .label(Labels.INSTANCE, "ours")
                .spec();
        RuntimeFault fault = faultOf(() -> runtime.createContainer(spec));
        assertThat(fault).hasMessageContaining("network second not found");
        assertThat(fault.getSuppressed()).singleElement().satisfies(s -> assertThat(s)
                .hasMessageContaining("busy"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest for x:1 not found: manifest unknown: manifest unknown | IMAGE_NOT_FOUND",
                "pull access denied for x, repository does not exist or may require 'docker login' | IMAGE_NOT_FOUND",
                "Head \"https://ghcr.io/v2/x/manifests/1\": unauthorized | IMAGE_NOT_FOUND",
                "no matching manifest for linux/amd64 in the manifest list entries | IMAGE_NOT_FOUND",
                "failed to register layer: write /usr/x: no space left on device | DISK_FULL",
                "Get \"https://registry/v2/\": dial tcp: lookup registry: no such host | REGISTRY_UNREACHABLE",
                "toomanyrequests: You have reached your pull rate limit | REFUSED",
            })
    void explainsWhyAPullFailsInTheMiddle(String said, Kind kind) {
        String escaped = said.replace("\"", "\\\"");
        engine.on("POST /images/create.*", 200, """
                {"status":"Pulling from x","id":"1"}
                {"errorDetail":{"message":"%s"},"error":"%s"}
                """.formatted(escaped, escaped));
        RuntimeFault inside = faultOf(() -> runtime.pullImage("x:1", line -> {}));
        assertThat(inside.kind()).as(inside.getMessage()).isEqualTo(kind);
        assertThat(inside).hasMessageStartingWith("cannot pull image x:1: " + said);
    }

    @Test
    void explainsWhyAPullFailsBeforeItBegins() {
        engine.on("POST /images/create.*", 404, "{\"message\":\"pull access denied for x\"}");
        assertThat(faultOf(() -> runtime.pullImage("x", line -> {})).kind()).isEqualTo(Kind.IMAGE_NOT_FOUND);
        assertThat(engine.asked()).last().isEqualTo("[1.41] POST /images/create?fromImage=x:latest");
    }

    @Test
    void handsOnWhatAReaderThrows() {
        engine.on("POST /images/create.*", 200, "{\"status\":\"Pulling fs layer\",\"id\":\"1\"}\n");
        assertThatThrownBy(() -> runtime.pullImage("x", line -> {
                    throw new IllegalStateException("of the reader");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("of the reader");
    }

    @Test
    void endsACallWhoseThreadIsInterrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        engine.on("GET /networks", (out, body) -> {
            waiting.countDown();
            new CountDownLatch(1).await();
        });
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                runtime.networks();
            } catch (RuntimeFault fault) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        waiting.await();
        caller.interrupt();
        assertThat(interrupted.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tellsOnceThatTheEventsAreLost() throws Exception {
        CountDownLatch breaking = new CountDownLatch(1);
        engine.on("GET /events.*", (out, body) -> {
            FakeEngine.endless(out);
            out.write("""
                    {"Type":"container","Action":"exec_create: sh","Actor":{"ID":"c"}}
                    {"Type":"container","Action":"start","Actor":{"ID":"c","Attributes":{"name":"web"}}}
                    """.getBytes(StandardCharsets.UTF_8));
            out.flush();
            breaking.await();
        });
        BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
        BlockingQueue<RuntimeFault> lost = new LinkedBlockingQueue<>();
        try (AutoCloseable listening = runtime.events(heard::add, lost::add)) {
            assertThat(listening).isNotNull();
            EngineEvent first = heard.poll(5, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.action()).isEqualTo("start");
            assertThat(first.name()).isEqualTo("web");
            assertThat(lost).isEmpty();
            breaking.countDown();
            RuntimeFault fault = lost.poll(5, TimeUnit.SECONDS);
            assertThat(fault).isNotNull();
            assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void tellsThatTheEventsAreLostIfTheirReaderFails() throws Exception {
        engine.on("GET /events.*", (out, body) -> {
            FakeEngine.endless(out);
            out.write("{\"Type\":\"container\",\"Action\":\"start\"}\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            new CountDownLatch(1).await();
        });
        BlockingQueue<RuntimeFault> lost = new LinkedBlockingQueue<>();
        runtime.events(
                event -> {
                    throw new IllegalStateException("of the reader");
                },
                lost::add);
        assertThat(lost.poll(5, TimeUnit.SECONDS)).hasMessageContaining("of the reader");
    }

    @Test
    void cannotListenToAnEngineThatRefuses() {
        engine.on("GET /events.*", 500, "{\"message\":\"not now\"}");
        List<RuntimeFault> lost = new ArrayList<>();
        assertThat(faultOf(() -> runtime.events(event -> {}, lost::add))).hasMessageContaining("not now");
        assertThat(lost).isEmpty();
    }

    @Test
    void mountsNoPathThatASymbolicLinkLeadsElsewhere() throws IOException {
        Path volume = Files.createDirectories(folder.resolve("volume"));
        Path host = Files.createDirectories(folder.resolve("host"));
        Files.createSymbolicLink(volume.resolve("link"), host);
        Files.createDirectories(volume.resolve("real"));
        assertThat(VolumePath.resolve(volume.toString(), "real/new")).isEqualTo(volume + "/real/new");
        assertThat(VolumePath.resolve("/not/seen/here", "a/b")).isEqualTo("/not/seen/here/a/b");
        assertThat(faultOf(() -> VolumePath.resolve(volume.toString(), "link/new")))
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> VolumePath.resolve(volume.toString(), "../host"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
