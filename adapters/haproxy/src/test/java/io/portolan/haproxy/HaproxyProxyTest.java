package io.portolan.haproxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.upstream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxyProxyTest {
    private static final ProxyConfig OLD = new ProxyConfig(List.of(route("http://old.test", "old:80")));
    private static final ProxyConfig NEW = new ProxyConfig(List.of(route("http://new.test", "new:80")));

    private Path directory;
    private HaproxyProxy proxy;
    private FakeHaproxy haproxy;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary.resolve("control");
        proxy = new HaproxyProxy(directory, "/run/portolan", 80, 443, Duration.ofSeconds(20));
        proxy.prepare();
        haproxy = new FakeHaproxy(directory);
    }

    @AfterEach
    void stop() throws Exception {
        haproxy.close();
    }

    @Test
    void preparesAFolderThatIsOnlyItsOwners() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(persisted("haproxy.cfg")).contains("admin.sock", "no-route");
    }

    @Test
    void preparingAgainOverwritesNothing() throws IOException {
        proxy.apply(OLD);

        proxy.prepare();

        assertThat(persisted("routes.map")).contains("old.test");
    }

    @Test
    void runsOnThePersistedConfigurationAsRoot() {
        assertThat(proxy.launch().check()).containsExactly("haproxy", "-c", "-f", "/run/portolan/current/haproxy.cfg");
        assertThat(proxy.launch().command().getLast()).contains("-f /run/portolan/current/haproxy.cfg");
        assertThat(proxy.launch().user()).contains("0:0");
        assertThat(proxy.launch().controlDirectory()).isEqualTo(directory.toString());
    }

    @Test
    void persistsWhatItMakesLiveAndKeepsNothingElse() throws IOException {
        proxy.apply(OLD);
        proxy.apply(NEW);

        assertThat(persisted("routes.map")).contains("new.test").doesNotContain("old.test");
        assertThat(persisted("live.map")).contains(haproxy.live);
        assertThat(proxy.served()).contains(NEW);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .contains("current", "admin.sock", "master.sock")
                    .filteredOn(name -> name.startsWith("configuration-"))
                    .hasSize(1);
        }
    }

    @Test
    void tellsAChangeOfRoutesWithoutAReload() {
        proxy.apply(NEW);

        assertThat(haproxy.commands).anyMatch(c -> c.startsWith("add map")).doesNotContain("reload");
    }

    @Test
    void reloadsWhenSomethingElseIsLiveThanWhatWasPublished() {
        haproxy.live = "f".repeat(64);
        assertThat(proxy.served()).isEmpty();

        proxy.apply(NEW);

        assertThat(haproxy.commands).contains("reload");
        assertThat(proxy.served()).contains(NEW);
    }

    @Test
    void fillsASlotThatHasLostItsAddressWithoutAReload() {
        haproxy.withoutAddresses = true;

        proxy.apply(new ProxyConfig(List.of(route("http://new.test", "new:8080"))));

        assertThat(haproxy.commands)
                .doesNotContain("reload")
                .containsSubsequence(
                        "set server b1/1 fqdn new",
                        "set server b1/1 addr 10.0.0.2 port 8080",
                        "set server b1/1 state ready");
    }

    @Test
    void reloadsWhenACommandIsNotTaken() {
        haproxy.mood = FakeHaproxy.Mood.STUBBORN;

        proxy.apply(NEW);

        assertThat(haproxy.commands).contains("reload");
        assertThat(proxy.served()).contains(NEW);
    }

    @Test
    void saysWhyHaproxyRefusedAndPutsTheFormerConfigurationBack() throws IOException {
        proxy.apply(OLD);
        haproxy.mood = FakeHaproxy.Mood.REFUSING;
        HaproxyProxy other = new HaproxyProxy(directory, "/run/portolan", 70_000, 443, Duration.ofSeconds(20));

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> other.apply(NEW));

        assertThat(fault.refused()).isTrue();
        assertThat(fault).hasMessageContaining("config : no");
        assertThat(persisted("routes.map")).contains("old.test");
        assertThat(proxy.served()).contains(OLD);
    }

    @Test
    void leavesNoAddressesForAStartToBelieve() {
        haproxy.live = "f".repeat(64);

        proxy.apply(OLD);

        assertThat(directory.resolve("addresses")).doesNotExist();
    }

    @Test
    void refusesToBuildOnWhatIsNotOurs() throws IOException {
        Files.writeString(directory.resolve("current/routes.json"), "{}");

        assertThatThrownBy(() -> proxy.apply(NEW)).isInstanceOf(ProxyFault.class);
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void keepsTheNewConfigurationForTheNextStartWhenHaproxyIsGone() throws Exception {
        haproxy.close();

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isFalse();
        assertThat(persisted("routes.map")).contains("new.test");
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws IOException {
        HaproxyProxy hasty = new HaproxyProxy(directory, "/run/portolan", 80, 443, Duration.ofMillis(200));
        haproxy.mood = FakeHaproxy.Mood.SILENT;

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> hasty.apply(NEW));

        assertThat(fault).hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(fault.refused()).isFalse();
        assertThat(persisted("routes.map")).contains("new.test");
    }

    @Test
    void countsWhatIsUnderWayInAllWorkers() {
        proxy.apply(OLD);
        haproxy.underWay = 2;
        assertThat(proxy.inFlight(upstream("old:80"))).hasValue(2);
        assertThat(proxy.inFlight(upstream("other:80"))).hasValue(0);

        haproxy.oldWorkers = List.of("8");

        assertThat(proxy.inFlight(upstream("old:80"))).hasValue(4);
        assertThat(haproxy.commands).contains("@!8 show servers state");
    }

    @Test
    void countsAContainerThatHasLeftAndGivesItsSlotToNobody() {
        proxy.apply(OLD);
        haproxy.underWay = 1;

        proxy.apply(new ProxyConfig(List.of(route("http://old.test", "next:80"))));
        proxy.apply(new ProxyConfig(List.of(route("http://old.test", "last:80"))));

        assertThat(proxy.inFlight(upstream("old:80"))).hasValue(1);
        assertThat(haproxy.commands).contains("set server b1/3 fqdn last").doesNotContain("set server b1/1 fqdn last");
    }

    @Test
    void cannotCountWhatDoesNotAnswer() throws Exception {
        haproxy.close();

        assertThat(proxy.inFlight(upstream("old:80"))).isEmpty();
    }

    private String persisted(String file) throws IOException {
        return Files.readString(directory.resolve("current").resolve(file));
    }
}
