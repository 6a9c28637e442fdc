package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Mount;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compose specification, "configs", "secrets". */
class GrantsTest {
    private static final String TOP = """
            configs:
              file: {file: ./conf/a.conf}
              text: {content: "port=80"}
              server: {file: /etc/hosts}
            secrets:
              key: {environment: KEY}
              plain: {file: key.txt}
              swarm: {external: true}
            """;

    private static Folders folder(String keys) {
        return Folders.of(
                "compose.yaml", Loading.web(keys) + TOP, "conf/a.conf", "a", "key.txt", "k", ".env", "KEY=hunter2");
    }

    private static List<Mount> mounts(String keys) {
        return folder(keys).service("web", "compose.yaml").mounts();
    }

    private static Bundle.File file(String keys, Mount mount) {
        Bundle bundle = folder(keys).load("compose.yaml").effectiveBundle();
        return Objects.requireNonNull(bundle.grants().get(((Mount.Grant) mount).path()));
    }

    @Test
    void areMountedReadOnlyWhereTheSpecificationSays() {
        List<Mount> mounts = mounts("configs: [file, text]\nsecrets: [key, {source: plain, target: other}]");
        assertThat(mounts)
                .extracting(Mount::target)
                .containsExactly("/file", "/text", "/run/secrets/key", "/run/secrets/other");
        assertThat(mounts).allMatch(Mount::readOnly);
    }

    @Test
    void holdWhatTheirSourceSays() {
        String keys = "configs: [file, text]\nsecrets: [key]";
        List<Mount> mounts = mounts(keys);
        assertThat(mounts).extracting(m -> file(keys, m).text()).containsExactly("a", "port=80", "hunter2");
        assertThat(mounts)
                .extracting(m -> ((Mount.Grant) m).path())
                .containsExactly("configs/file/644-0-0", "configs/text/444-0-0", "secrets/key/444-0-0");
    }

    @Test
    void haveTheOwnerAndModeThatTheServiceAsksFor() {
        String keys = "configs:\n- {source: text, target: /etc/x, uid: '103', gid: '104', mode: 0440}\n- file";
        Bundle.File file = file(keys, mounts(keys).getFirst());
        assertThat(List.of(file.uid(), file.gid(), file.mode())).containsExactly(103, 104, 0440);
    }

    @Test
    void ofTheServerAreMountedFromThere() {
        assertThat(mounts("configs: [server]"))
                .containsExactly(new Mount.Bind("/etc/hosts", "/server", true, false, ""));
    }

    @Test
    void whatCannotBeMountedIsSaid() {
        assertThat(folder("secrets: [swarm, kye]\nconfigs: [{target: /x}]").errors("compose.yaml"))
                .anyMatch(e -> e.startsWith("compose.external-file compose.yaml:4:15 services.web.secrets[0]"))
                .anyMatch(e -> e.startsWith("compose.undeclared-file compose.yaml:4:22 services.web.secrets[1]"))
                .anyMatch(e -> e.startsWith("compose.invalid-value compose.yaml:5:15"));
        assertThat(Folders.of(
                                "compose.yaml",
                                Loading.web("secrets: [a, b]")
                                        + "secrets: {a: {environment: NO}, b: {file: no.txt}, c: {}, d: {file: x, content: y}}")
                        .errors("compose.yaml"))
                .hasSize(4);
    }

    @Test
    void aSecretIsNeverShown() {
        ComposeResult result = folder("secrets: [key, swarm]\nprots: x").load("compose.yaml");
        assertThat(result.toString()).doesNotContain("hunter2");
        assertThat(folder("secrets: [key]")
                        .load("compose.yaml")
                        .spec()
                        .orElseThrow()
                        .toString())
                .doesNotContain("hunter2");
        assertThat(result.diagnostics()).anyMatch(Diagnostic::isError);
    }

    @Test
    void theirFilesTravelWithTheDeploy() throws Exception {
        ComposeOptions options = new ComposeOptions(Map.of("KEY", "x"), Set.of());
        assertThat(ComposeLoader.load(folder("secrets: [key]").bundle("compose.yaml"), options)
                        .effectiveBundle()
                        .grants())
                .containsOnlyKeys("secrets/key/444-0-0");
    }

    @Test
    void noPathOfAPersonLeadsToThem() {
        String keys = "volumes: ['.:/app', './.portolan:/own']\nsecrets: [key]";
        Folders alone = Folders.of("compose.yaml", Loading.web("volumes: ['.:/app']"), ".portolan/secrets/key", "mine");
        Folders beside = Folders.of(
                "compose.yaml", Loading.web(keys) + TOP, ".portolan/secrets/key", "mine", ".env", "KEY=hunter2");
        Bundle bundle = beside.load("compose.yaml").effectiveBundle();
        assertThat(bundle.files()).containsOnlyKeys(".env", ".portolan/secrets/key", "compose.yaml");
        assertThat(bundle.file(".portolan/secrets/key").orElseThrow().text()).isEqualTo("mine");
        assertThat(alone.load("compose.yaml").spec()).isPresent();
    }

    @Test
    void anotherTextIsAnotherDigestAndAnotherOwnerAnotherFile() {
        String text =
                "configs: [{source: text, target: /a}, {source: text, target: /b, uid: '7'}, {source: text, target: /c}]";
        List<Mount> mounts = mounts(text);
        assertThat(mounts)
                .extracting(m -> ((Mount.Grant) m).path())
                .containsExactly("configs/text/444-0-0", "configs/text/444-7-0", "configs/text/444-0-0");
        assertThat(((Mount.Grant) mounts.getFirst()).digest())
                .isEqualTo(((Mount.Grant) mounts.getLast()).digest())
                .isNotEqualTo(((Mount.Grant) mounts.get(1)).digest());
        Folders other =
                Folders.of("compose.yaml", Loading.web("configs: [text]") + "configs: {text: {content: other}}");
        assertThat(((Mount.Grant) other.service("web", "compose.yaml").mounts().getFirst()).digest())
                .isNotEqualTo(((Mount.Grant) mounts.getFirst()).digest());
    }

    @Test
    void namesThatAreNoNamesAreRefused() {
        for (String name : List.of("..", ".", "a/b", "../../etc", "a b", "x-/../y", "ä", "")) {
            assertThat(Folders.of(
                                    "compose.yaml",
                                    Loading.web("secrets: ['" + name + "']") + "secrets: {'" + name
                                            + "': {content: x}}")
                            .errors("compose.yaml"))
                    .as(name)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("compose.invalid-name compose.yaml:");
        }
        assertThat(Folders.of(
                                "compose.yaml",
                                Loading.web("secrets: [a.b_C-1, ..a, x-y]")
                                        + "secrets: {a.b_C-1: {content: x}, ..a: {content: x}, x-y: {content: x}}")
                        .errors("compose.yaml"))
                .isEmpty();
    }

    @Test
    void aFileThatIsMissingIsAWarningWhereNothingIsDeployed() {
        Bundle bundle = Folders.of("compose.yaml", Loading.web("secrets: [a]") + "secrets: {a: {file: no.txt}}")
                .bundle("compose.yaml");
        assertThat(ComposeLoader.load(bundle, ComposeOptions.none()).spec()).isEmpty();
        ComposeResult later = ComposeLoader.load(bundle, ComposeOptions.none().forCheck());
        assertThat(later.spec()).isPresent();
        assertThat(later.diagnostics()).extracting(Diagnostic::code).containsExactly("compose.missing-file");
    }
}
