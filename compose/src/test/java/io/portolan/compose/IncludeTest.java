package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.stack.Mount;
import org.junit.jupiter.api.Test;

/** Compose specification, "include". */
class IncludeTest {
    private static final String WEB = "include: [db/compose.yaml]\nservices: {web: {image: x:1, depends_on: [db]}}";

    @Test
    void resourcesOfAnotherProjectStandBesideTheOwn() {
        Folders folder = Folders.of(
                "compose.yaml",
                WEB,
                "db/compose.yaml",
                "include: [deep/c.yaml]\nservices: {db: {image: y:1, volumes: [./conf:/c, data:/d], env_file: e.env}}\n"
                        + "volumes: {data: {}}",
                "db/deep/c.yaml",
                "services: {deep: {image: z:1, volumes: ['./x:/x', '../y:/y']}}",
                "db/e.env",
                "E=1");
        ComposeResult result = folder.load("compose.yaml");
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.spec().orElseThrow().serviceNames()).containsExactlyInAnyOrder("web", "db", "deep");
        assertThat(folder.service("db", "compose.yaml").mounts())
                .anyMatch(m -> m instanceof Mount.BundlePath p && p.path().equals("db/conf"));
        assertThat(folder.service("deep", "compose.yaml").mounts())
                .anyMatch(m -> m instanceof Mount.BundlePath p && p.path().equals("db/deep/x"))
                .anyMatch(m -> m instanceof Mount.BundlePath p && p.path().equals("db/y"));
    }

    @Test
    void itsVariablesAreItsOwnUnlessTheProjectHasThem() {
        Folders folder = Folders.of(
                "compose.yaml",
                "include: [{path: [db/a.yaml, db/b.yaml], project_directory: other, env_file: [x.env]}, sub/c.yaml]",
                ".env",
                "A=1",
                "x.env",
                "A=2\nB=3",
                "db/a.yaml",
                "services: {db: {image: 'y:${A}-${B}', environment: [B], volumes: ['./v:/v']}}",
                "db/b.yaml",
                "services: {db: {command: x}}",
                "sub/c.yaml",
                "services: {c: {image: 'c:${C}'}}",
                "sub/.env",
                "C=4");
        assertThat(folder.service("db", "compose.yaml").image().reference()).isEqualTo("y:1-3");
        assertThat(folder.service("db", "compose.yaml").process().environment()).containsEntry("B", new Secret("3"));
        assertThat(folder.service("db", "compose.yaml").process().command()).isPresent();
        assertThat(folder.service("db", "compose.yaml").mounts())
                .anyMatch(m -> m instanceof Mount.BundlePath p && p.path().equals("other/v"));
        assertThat(folder.service("c", "compose.yaml").image().reference()).isEqualTo("c:4");
    }

    @Test
    void ownResourcesWinOverIncludedOnesAndThatIsSaid() {
        Folders folder = Folders.of(
                "compose.yaml",
                "include: [db.yaml]\nservices: {db: {environment: {A: 2}}}",
                "db.yaml",
                "services: {db: {image: y:1, environment: {A: 1, B: 1}}}");
        assertThat(folder.service("db", "compose.yaml").process().environment())
                .containsEntry("A", new Secret("2"))
                .containsEntry("B", new Secret("1"));
        assertThat(folder.load("compose.yaml").diagnostics()).singleElement().satisfies(d -> assertThat(d.code())
                .isEqualTo("compose.include-conflict"));
    }

    @Test
    void theSameFileTwiceIsNoConflict() {
        Folders folder = Folders.of(
                "compose.yaml",
                "include: [a.yaml, b.yaml]",
                "a.yaml",
                "include: [c.yaml]",
                "b.yaml",
                "include: [c.yaml]",
                "c.yaml",
                "services: {c: {image: x:1, security_opt: [a=b]}}");
        assertThat(folder.load("compose.yaml").diagnostics()).isEmpty();
        assertThat(folder.service("c", "compose.yaml").runtime().securityOpt()).hasSize(1);
    }

    @Test
    void cyclesAndMissingFilesAreRefused() {
        assertThat(Folders.of("a.yaml", "include: [b.yaml]", "b.yaml", "include: [./a.yaml]")
                        .errors("a.yaml"))
                .anyMatch(e -> e.equals("compose.include-cycle b.yaml:1:11 include[0]:"
                        + " a cycle: a.yaml includes b.yaml includes a.yaml"));
        assertThat(Folders.of("a.yaml", "include: [x.yaml, {pth: y}, https://a.b/c.yaml, ../z.yaml]\nservices: {}")
                        .errors("a.yaml"))
                .anyMatch(e -> e.startsWith("compose.missing-file a.yaml:1:11"))
                .anyMatch(e -> e.startsWith("compose.unknown-key a.yaml:1:20"))
                .anyMatch(e -> e.startsWith("compose.invalid-value a.yaml:1:19"))
                .anyMatch(e -> e.startsWith("compose.path-outside a.yaml:1:29"))
                .anyMatch(e -> e.startsWith("compose.path-outside a.yaml:1:49"));
    }
}
