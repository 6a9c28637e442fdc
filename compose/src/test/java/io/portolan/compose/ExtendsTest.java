package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import org.junit.jupiter.api.Test;

/** Compose specification, "extends". */
class ExtendsTest {

    @Test
    void aServiceTakesOverAnotherOfTheSameFile() {
        ServiceSpec service = Folders.of(
                        "a.yaml",
                        "services: {a: {extends: {service: b}, environment: {B: 2}},"
                                + " b: {extends: c, environment: [A=1, B=1]}, c: {image: x}}")
                .service("a", "a.yaml");
        assertThat(service.image().reference()).isEqualTo("x");
        assertThat(service.process().environment())
                .containsEntry("A", new Secret("1"))
                .containsEntry("B", new Secret("2"));
    }

    @Test
    void pathsOfAnotherFileBeginInItsFolder() {
        Folders folder = Folders.of(
                "compose.yaml",
                "services: {a: {extends: {file: base/one.yaml, service: b}, volumes: [./own:/own]}}",
                "base/one.yaml",
                "services: {b: {extends: {file: ../two/two.yaml, service: c}, env_file: b.env, volumes: ['./d:/d']}}",
                "base/b.env",
                "B=1",
                "two/two.yaml",
                "services: {c: {image: x, env_file: [{path: ./c.env}],"
                        + " volumes: [{type: bind, source: ../e, target: /e}, n:/n, /abs:/abs]}}",
                "two/c.env",
                "C=1");
        ServiceSpec service = folder.service("a", "compose.yaml");
        assertThat(service.process().environment()).containsOnlyKeys("C", "B");
        assertThat(service.mounts().stream()
                        .map(m -> m instanceof Mount.BundlePath p ? p.path() : m.target())
                        .toList())
                .containsExactlyInAnyOrder("own", "base/d", "e", "/n", "/abs");
    }

    @Test
    void cyclesAreRefused() {
        assertThat(Folders.of("a.yaml", "services: {a: {image: x, extends: a}}").errors("a.yaml"))
                .containsExactly(
                        "compose.extends-cycle a.yaml:1:35 services.a.extends: a cycle: a in a.yaml extends a in a.yaml");
        assertThat(Folders.of(
                                "a.yaml",
                                "services: {a: {image: x, extends: {service: b, file: b.yaml}}}",
                                "b.yaml",
                                "services: {b: {image: x, extends: {service: a, file: a.yaml}}}")
                        .errors("a.yaml"))
                .singleElement()
                .asString()
                .contains("a in a.yaml extends b in b.yaml extends a in a.yaml");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(Folders.of("a.yaml", "services: {web: {image: x}, b: {image: x, extends: wbe}}")
                        .errors("a.yaml"))
                .containsExactly(
                        "compose.unknown-service a.yaml:1:52 services.b.extends: there is no service \"wbe\" in a.yaml");
        assertThat(Folders.of("a.yaml", "services: {b: {image: x, extends: {service: a, file: ../x.yaml}}}")
                        .errors("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("compose.path-outside");
        assertThat(Folders.of("a.yaml", "services: {b: {image: x, extends: {service: a, file: x.yaml}}}")
                        .errors("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("compose.missing-file");
        assertThat(Folders.of("a.yaml", "services: {b: {image: x, extends: {file: a.yaml, servce: a}}}")
                        .errors("a.yaml"))
                .hasSize(2);
    }

    @Test
    void resetReachesWhatIsTakenOver() {
        ServiceSpec service = Folders.of(
                        "a.yaml",
                        "services: {a: {extends: b, ports: !reset [], environment: !override {C: 1}},"
                                + " b: {image: x, ports: ['1:1'], environment: {A: 1}}}")
                .service("a", "a.yaml");
        assertThat(service.networking().ports()).isEmpty();
        assertThat(service.process().environment()).containsOnlyKeys("C");
    }

    @Test
    void aMistakeInTheOtherFileIsBlamedThere() {
        assertThat(Folders.of(
                                "a.yaml",
                                "services: {a: {extends: {file: sub/b.yaml, service: b}}}",
                                "sub/b.yaml",
                                "services:\n  b:\n    image: x\n    restart: sometimes\n")
                        .errors("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("compose.invalid-value sub/b.yaml:4:14 services.b.restart");
    }
}
