package io.portolan.traefik;

import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraefikProxyTest {
    private static final ProxyConfig OLD = new ProxyConfig(List.of(route("http://old.test", "old:80")));
    private static final ProxyConfig NEW = new ProxyConfig(List.of(route("http://new.test", "new:80")));

    private Path directory;
    private FakeTraefik traefik;
    private TraefikProxy proxy;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        directory = temporary.resolve("control");
        traefik = new FakeTraefik(directory.resolve("routes.yaml"));
        proxy = proxy(Duration.ofSeconds(20), Duration.ofSeconds(20));
        proxy.prepare();
    }

    private TraefikProxy proxy(Duration deadline, Duration patience) {
        return new TraefikProxy(
                directory, "/run/portolan", new TraefikApi(traefik, deadline), patience, StaticFile.WEB);
    }

    @AfterEach
    void stop() throws Exception {
        traefik.close();
    }

    @Test
    void preparesAFolderThatIsOnlyItsOwners() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(persisted()).contains("no-route");
        assertThat(directory.resolve("plugins-local/src/portolan/portolan.go"))
                .content()
                .contains("package portolan");
        assertThat(directory.resolve("plugins-local/src/portolan/.traefik.yml"))
                .content()
                .contains("import: portolan");
    }

    @Test
    void preparesACertificateForNamesThatNobodyHas() throws Exception {
        try (InputStream in = Files.newInputStream(directory.resolve("fallback.pem"))) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            certificate.verify(certificate.getPublicKey());
            certificate.checkValidity();
            assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=portolan.invalid");
        }
    }

    @Test
    void preparingAgainOverwritesNothing() throws IOException {
        proxy.apply(OLD);
        String before = persisted();

        proxy.prepare();

        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void startsTraefikWithAFileThatIsThere() {
        List<String> command = proxy.launch().command();

        assertThat(command).hasSize(2).first().isEqualTo("traefik");
        String file = command.getLast().replaceFirst("^--configFile=/run/portolan/", "");
        assertThat(directory.resolve(file)).content().contains("/run/portolan/routes.yaml");
        assertThat(proxy.launch().workingDirectory()).contains("/run/portolan");
        assertThat(proxy.launch().controlDirectory()).isEqualTo(directory.toString());
    }

    @Test
    void persistsWhatItMakesLive() throws IOException {
        proxy.apply(NEW);

        assertThat(persisted()).contains("new.test");
        assertThat(proxy.served()).contains(NEW);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("-[0-9a-f]{8}\\.", ".")))
                    .containsExactlyInAnyOrder(
                            "traefik.yaml",
                            "routes.yaml",
                            "routes.json",
                            "plugins-local",
                            "fallback.pem",
                            "fallback.key");
        }
    }

    @Test
    void waitsForEntryPointsThatAreLate() {
        traefik.late.set(3);

        proxy.apply(NEW);

        assertThat(traefik.late).hasNonPositiveValue();
    }

    @Test
    void saysWhyTraefikRefused() throws IOException {
        proxy.apply(OLD);
        String before = persisted();
        traefik.mood = FakeTraefik.Mood.COMPLAINING;

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isTrue();
        assertThat(fault).hasMessageContaining("bad: the rule is no rule");
        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void putsTheFormerFileBackWhenTraefikKeepsSilentAboutTheNewOne() throws IOException {
        proxy.apply(OLD);
        String before = persisted();
        traefik.mood = FakeTraefik.Mood.DEAF;

        TraefikProxy impatient = proxy(Duration.ofSeconds(20), Duration.ofMillis(200));
        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> impatient.apply(NEW));

        assertThat(fault.refused()).isTrue();
        assertThat(fault).hasMessageContaining("has not taken the file");
        assertThat(persisted()).isEqualTo(before);
        assertThat(proxy.served()).contains(OLD);
    }

    @Test
    void putsNothingInThePlaceOfWhatIsNotOurs() throws IOException {
        Files.writeString(directory.resolve("routes.json"), "{}");
        String before = persisted();

        assertThatThrownBy(() -> proxy.apply(NEW)).isInstanceOf(ProxyFault.class);

        assertThat(persisted()).isEqualTo(before);
    }

    @Test
    void keepsTheNewConfigurationForTheNextStartWhenTraefikIsGone() throws Exception {
        traefik.close();

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isFalse();
        assertThat(persisted()).contains("new.test");
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws IOException {
        traefik.mood = FakeTraefik.Mood.SILENT;

        TraefikProxy impatient = proxy(Duration.ofMillis(200), Duration.ofSeconds(20));
        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> impatient.apply(NEW));

        assertThat(fault).hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(fault.refused()).isFalse();
        assertThat(persisted()).contains("new.test");
    }

    @Test
    void doesNotTakeHalfAnAnswerForOne() {
        proxy.apply(NEW);
        traefik.mood = FakeTraefik.Mood.CUTTING_SHORT;

        assertThatThrownBy(() -> proxy.apply(NEW))
                .isInstanceOf(ProxyFault.class)
                .hasMessageContaining("ended within the answer");
        assertThat(proxy.served()).isEmpty();
    }

    @Test
    void tellsAnApiThatFailsFromOneThatRefuses() {
        traefik.mood = FakeTraefik.Mood.FAILING;

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> proxy.apply(NEW));

        assertThat(fault.refused()).isFalse();
        assertThat(fault).hasMessageContaining("HTTP 500");
    }

    @Test
    void tellsWhenSomebodyChangedWhatIsLive() throws IOException {
        proxy.apply(NEW);
        Files.writeString(directory.resolve("routes.yaml"), persisted().replace("new:80", "evil:80"));

        assertThat(proxy.served()).isEmpty();
    }

    private String persisted() throws IOException {
        return Files.readString(directory.resolve("routes.yaml"));
    }
}
