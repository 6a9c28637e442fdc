package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compose specification, "Merge", "Profiles". */
class SeveralFilesTest {

    private static ServiceSpec merged(String first, String second) {
        return Folders.of("a.yaml", Loading.web(first), "b.yaml", "services:\n  web:\n" + second.indent(4))
                .service("web", "a.yaml", "b.yaml");
    }

    private static List<String> environment(ServiceSpec service) {
        return service.process().environment().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue().reveal())
                .toList();
    }

    @Test
    void mappingsAndListsOfPairsAreMergedByKey() {
        ServiceSpec service =
                merged("environment:\n  A: 1\n  B: 2\nlabels: [x=1]", "environment: [B=3, C=4]\nlabels: {y: 2, x: 3}");
        assertThat(environment(service)).containsExactlyInAnyOrder("A=1", "B=3", "C=4");
        assertThat(service.labels()).containsEntry("x", "3").containsEntry("y", "2");
    }

    @Test
    void commandEntrypointAndTestAreReplaced() {
        ServiceSpec service = merged(
                "command: [a, b]\nentrypoint: [c]\nhealthcheck: {test: [CMD, x], retries: 3}",
                "command: [d]\nentrypoint: e f\nhealthcheck: {test: [CMD, y]}");
        assertThat(service.process().command()).contains(List.of(new Secret("d")));
        assertThat(service.process().entrypoint()).contains(List.of(new Secret("e"), new Secret("f")));
        assertThat(service.lifecycle().healthcheck().orElseThrow().test())
                .containsExactly(new Secret("CMD"), new Secret("y"));
        assertThat(service.lifecycle().healthcheck().orElseThrow().retries()).hasValue(3);
    }

    @Test
    void listsAreAppendedAndUniqueResourcesReplaced() {
        ServiceSpec service = merged(
                "ports: ['80:80', '53:53/udp']\nvolumes: [data:/data, ./a:/a]\ncap_add: [CHOWN]",
                "ports: [{target: 80, published: '80'}, '81:80']\nvolumes: [./b:/a]\ncap_add: [KILL, CHOWN]");
        assertThat(service.networking().ports()).hasSize(3);
        assertThat(service.mounts()).extracting(Mount::target).containsExactly("/data", "/a");
        assertThat(service.runtime().privileges().capAdd()).containsExactlyInAnyOrder("CHOWN", "KILL");
    }

    @Test
    void dependenciesOfBothFormsAreMerged() {
        ServiceSpec service = Folders.of(
                        "a.yaml",
                        "services: {a: {image: x, depends_on: [b]}, b: {image: x}, c: {image: x}}",
                        "b.yaml",
                        "services: {a: {depends_on: {c: {condition: service_healthy}}},"
                                + " c: {healthcheck: {test: [CMD, x]}}}")
                .service("a", "a.yaml", "b.yaml");
        assertThat(service.lifecycle().dependsOn()).extracting("service").containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void resetTakesAwayAndOverrideReplaces() {
        ServiceSpec service = merged(
                "ports: ['80:80']\ncommand: x\nenvironment: {A: 1, B: 2}\nvolumes: [./a:/a]",
                "ports: !reset []\ncommand: !reset null\nenvironment: {A: !reset null}\nvolumes: !override [./b:/b]");
        assertThat(service.networking().ports()).isEmpty();
        assertThat(service.process().command()).isEmpty();
        assertThat(environment(service)).containsExactly("B=2");
        assertThat(service.mounts()).extracting(Mount::target).containsExactly("/b");
    }

    @Test
    void resetAloneCountsAsAbsent() {
        assertThat(Loading.service("ports: !reset ['80:80']\ncap_add: [!reset A, CHOWN]")
                        .runtime()
                        .privileges()
                        .capAdd())
                .containsExactly("CHOWN");
    }

    @Test
    void aServiceCanBeResetAndAddedAgain() {
        Folders folder = Folders.of(
                "a.yaml",
                "services: {a: {image: x}, b: {image: x}}",
                "b.yaml",
                "services: {b: !reset null}",
                "c.yaml",
                "services: {b: {image: z}}");
        assertThat(folder.load("a.yaml", "b.yaml").spec().orElseThrow().serviceNames())
                .containsExactly("a");
        assertThat(folder.service("b", "a.yaml", "b.yaml", "c.yaml").image().reference())
                .isEqualTo("z");
    }

    @Test
    void everyValueIsBlamedWhereItStands() {
        Folders folder = Folders.of(
                "a.yaml",
                "services:\n  web:\n    image: x\n    restart: sometimes\n",
                "b.yaml",
                "services:\n  web:\n    prots: ['80']\n    ports: [x]\n    volumes: {a: b}\n");
        assertThat(folder.errors("a.yaml", "b.yaml"))
                .anyMatch(e -> e.startsWith("compose.invalid-value a.yaml:4:14 services.web.restart"))
                .anyMatch(e -> e.startsWith("compose.unknown-key b.yaml:3:5 services.web.prots"))
                .anyMatch(e -> e.contains(" b.yaml:4:13 services.web.ports[0]"))
                .anyMatch(e -> e.startsWith("compose.wrong-type b.yaml:5:14 services.web.volumes"));
    }

    @Test
    void kindsThatCannotBeMergedAreSaid() {
        assertThat(Folders.of(
                                "a.yaml",
                                "services: {a: {image: x, cap_add: [A]}}",
                                "b.yaml",
                                "services: {a: {cap_add: {a: b}}}")
                        .errors("a.yaml", "b.yaml"))
                .anyMatch(e -> e.startsWith("compose.cannot-merge b.yaml:1:25 services.a.cap_add: a mapping"));
    }

    @Test
    void profilesComeFromTheCallerElseFromTheVariables() {
        String yaml = "services: {a: {image: x}, b: {image: x, profiles: [p]}, c: {image: x, profiles: [q, r]}}";
        Folders plain = Folders.of("a.yaml", yaml);
        assertThat(plain.load("a.yaml").spec().orElseThrow().serviceNames()).containsExactly("a");
        assertThat(plain.load(Set.of("r"), "a.yaml").spec().orElseThrow().serviceNames())
                .containsExactly("a", "c");
        Folders given = Folders.of("a.yaml", yaml, ".env", "COMPOSE_PROFILES=p, q");
        assertThat(given.load("a.yaml").spec().orElseThrow().serviceNames()).containsExactly("a", "b", "c");
        assertThat(given.load(Set.of("p"), "a.yaml").spec().orElseThrow().serviceNames())
                .containsExactly("a", "b");
    }

    @Test
    void aDependencyThatAProfileSwitchesOffIsSaidUnlessItIsOptional() {
        assertThat(Folders.of("a.yaml", "services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [p]}}")
                        .errors("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("compose.inactive-dependency a.yaml:1:39");
        assertThat(Folders.of(
                                "a.yaml",
                                "services: {a: {image: x, depends_on: {b: {condition: service_started,"
                                        + " required: false}}}, b: {image: x, profiles: [p]}}")
                        .errors("a.yaml"))
                .isEmpty();
    }
}
