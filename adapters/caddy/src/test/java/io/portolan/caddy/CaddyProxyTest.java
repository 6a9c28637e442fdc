package io.portolan.caddy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.trusting;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaddyProxyTest {
    private static final ProxyConfig OLD = new ProxyConfig(List.of(route("http://old.test", "old:80")));
    private static final ProxyConfig NEW = new ProxyConfig(List.of(route("http://new.test", "new:80")));

    private Path directory;
    private ServerSocket visitors;
    private volatile boolean former;
    private CaddyProxy proxy;
    private FakeCaddy caddy;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary.resolve("control");
        visitors = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        proxy = proxy(directory, Duration.ofSeconds(20));
        proxy.prepare();
        caddy = new FakeCaddy(directory.resolve("admin.sock"));
    }

    /** What Caddy listens on for visitors; as long as nobody accepts there, nobody is asked. */
    private CaddyProxy proxy(Path folder, Duration deadline) {
        ContainerLoopback loopback = (port, _) -> {
            if (port != 80 || !former) {
                throw new ConnectException("refused");
            }
            return SocketChannel.open(visitors.getLocalSocketAddress());
        };
        return new CaddyProxy(folder, "/run/portolan", 80, 443, loopback, deadline);
    }

    @AfterEach
    void stop() throws Exception {
        visitors.close();
        caddy.close();
    }

    @Test
    void preparesAFolderThatIsOnlyItsOwners() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(persisted()).contains("admin.sock", "no-route");
    }

    @Test
    void closesAFolderThatWasOpen(@TempDir Path open) throws IOException {
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        proxy(open, Duration.ofSeconds(20)).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }

    @Test
    void preparingAgainOverwritesNothing() throws IOException {
        proxy.apply(OLD);
        String before = persisted();

        proxy.prepare();

        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void runsCaddyOnThePersistedConfiguration() {
        assertThat(proxy.launch().command()).containsExactly("caddy", "run", "--config", "/run/portolan/caddy.json");
        assertThat(proxy.launch().controlTarget()).isEqualTo("/run/portolan");
        assertThat(proxy.launch().controlDirectory()).isEqualTo(directory.toString());
    }

    @Test
    void persistsWhatItMakesLive() throws IOException {
        proxy.apply(NEW);

        assertThat(Json.parse(persisted())).isEqualTo(caddy.live);
        assertThat(proxy.served()).contains(NEW);
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("caddy.json", "routes.json", "admin.sock");
        }
    }

    @Test
    void saysWhyCaddyRefused() {
        caddy.mood = FakeCaddy.Mood.REFUSING;

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isTrue();
        assertThat(fault).hasMessageContaining("loading config: no");
    }

    @Test
    void putsTheFormerConfigurationBackWhenCaddyRefuses() throws IOException {
        proxy.apply(OLD);
        String before = persisted();
        caddy.mood = FakeCaddy.Mood.REFUSING;

        assertThatThrownBy(() -> proxy.apply(NEW)).isInstanceOf(ProxyFault.class);

        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void trustsNobodyWithACaddyThatCannotTellVisitorsApart() throws IOException {
        proxy.apply(OLD);
        String before = persisted();
        ProxyConfig trusting = trusting("192.0.2.0/24", route("http://new.test", "new:80"));

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(trusting));
        assertThat(fault.refused()).isTrue();
        assertThat(persisted()).isEqualTo(before);

        proxy.runs("v2.11.4 h1:abc");
        proxy.apply(trusting);
        assertThat(proxy.served()).contains(trusting);
    }

    @Test
    void putsBackWhatCaddyTookThoughItWouldBeWrittenOtherwiseToday() throws IOException {
        proxy.apply(OLD);
        String before = persisted();
        proxy.runs("v2.11.4 h1:abc");
        caddy.mood = FakeCaddy.Mood.REFUSING;

        assertThatThrownBy(() -> proxy.apply(NEW)).isInstanceOf(ProxyFault.class);

        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void servesNothingThatIsNotOursAndReplacesIt() throws IOException {
        proxy.apply(OLD);
        Files.writeString(directory.resolve("routes.json"), "{}");
        assertThat(proxy.served()).isEmpty();

        proxy.apply(NEW);

        assertThat(proxy.served()).contains(NEW);
    }

    @Test
    void keepsTheNewConfigurationForTheNextStartWhenCaddyIsGone() throws Exception {
        caddy.close();

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isFalse();
        assertThat(persisted()).contains("new.test");
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws IOException {
        caddy.mood = FakeCaddy.Mood.SILENT;

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault).hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(fault.refused()).isFalse();
        assertThat(persisted()).contains("new.test");
    }

    @Test
    void doesNotReturnBeforeTheFormerListenerIsClosed() throws Exception {
        former = true;
        CompletableFuture<Void> applied =
                CompletableFuture.runAsync(() -> proxy.apply(NEW), Thread::startVirtualThread);
        try (Socket idle = visitors.accept()) {
            idle.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));

            // Nothing tells that it goes on waiting.
            assertThatThrownBy(() -> applied.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(caddy.requests).contains("POST /load HTTP/1.0");
        }

        applied.get(20, TimeUnit.SECONDS);
        assertThat(proxy.served()).contains(NEW);
    }

    @Test
    void doesNotWaitForeverForTheFormerListener() throws Exception {
        former = true;
        CaddyProxy hasty = proxy(directory, Duration.ofMillis(300));
        CompletableFuture<ProxyFault> fault = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(ProxyFault.class, () -> hasty.apply(NEW)), Thread::startVirtualThread);
        try (Socket idle = visitors.accept()) {
            idle.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));

            assertThat(fault.get(20, TimeUnit.SECONDS)).hasMessageContaining("former listener");
            assertThat(fault.get().refused()).isFalse();
            assertThat(persisted()).contains("new.test");
        }
    }

    @Test
    void doesNotTakeHalfAnAnswerForOne() {
        caddy.mood = FakeCaddy.Mood.CUTTING_SHORT;

        assertThatThrownBy(() -> proxy.apply(NEW))
                .isInstanceOf(ProxyFault.class)
                .hasMessageContaining("ended within the answer");
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void tellsWhenSomebodyChangedWhatIsLive() {
        proxy.apply(NEW);
        ((ObjectNode) caddy.live.at("/apps/http")).put("grace_period", "1h");

        assertThat(proxy.served()).isEmpty();
    }

    private String persisted() throws IOException {
        return Files.readString(directory.resolve("caddy.json"));
    }
}
