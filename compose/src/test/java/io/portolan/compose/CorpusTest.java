package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CorpusTest {

    @Test
    void readsWordpressWithMariadbWhole() {
        Bundle bundle = Corpus.bundle(Corpus.folder().resolve("coolify").resolve("wordpress-with-mariadb.yaml"));
        Map<String, Domain> domains = Map.of("wordpress", new Domain("http", "blog.localhost", "/"));
        Map<String, String> values = MagicVariables.fill(bundle, Map.of(), domains, new Random(1));

        ComposeResult result = ComposeLoader.load(bundle, ComposeOptions.of(values));

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        StackSpec spec = result.spec().orElseThrow();
        assertThat(spec.serviceNames()).containsExactly("wordpress", "mariadb");
        ServiceSpec wordpress = spec.service("wordpress").orElseThrow();
        ServiceSpec mariadb = spec.service("mariadb").orElseThrow();
        Map<String, Secret> environment = wordpress.process().environment();
        assertThat(environment.get("SERVICE_URL_WORDPRESS")).isEqualTo(new Secret("http://blog.localhost"));
        assertThat(environment.get("WORDPRESS_DB_PASSWORD"))
                .isEqualTo(mariadb.process().environment().get("MYSQL_PASSWORD"))
                .isEqualTo(new Secret(values.getOrDefault("SERVICE_PASSWORD_WORDPRESS", "")));
        assertThat(wordpress.mounts())
                .containsExactly(new Mount.Volume("wordpress-files", "/var/www/html", false, false));
        assertThat(spec.volumes()).extracting("key").containsExactly("wordpress-files", "mariadb-data");
        assertThat(wordpress.lifecycle().dependsOn()).extracting("service").containsExactly("mariadb");
    }

    @Test
    void loadsEveryFileOrRefusesItForAReason() {
        Map<String, Integer> filesByCode = new TreeMap<>();
        Map<String, Integer> notCarriedOut = new TreeMap<>();
        StringBuilder others = new StringBuilder();
        int loaded = 0;
        List<Path> files = Corpus.files();
        for (Path file : files) {
            ComposeResult result = load(file);
            assertThat(result.spec().isPresent()).isNotEqualTo(Diagnostic.anyError(result.diagnostics()));
            loaded += result.spec().isPresent() ? 1 : 0;
            new TreeSet<>(result.diagnostics().stream()
                            .map(d -> d.severity() + " " + d.code())
                            .toList())
                    .forEach(c -> filesByCode.merge(c, 1, Integer::sum));
            for (Diagnostic d : result.diagnostics()) {
                assertThat(d.position()).as(file + ": " + d.message()).isNotNull();
                if (d.code().equals("compose.not-carried-out")) {
                    notCarriedOut.merge(d.message().replaceAll("^[^:]*: ", ""), 1, Integer::sum);
                } else if (d.isError()) {
                    others.append("  %s: %s %s%n".formatted(file.getFileName(), d.position(), d.message()));
                }
            }
        }
        System.out.printf("corpus: %d files, %d load%nfiles by code: %s%n", files.size(), loaded, filesByCode);
        System.out.printf("not carried out: %s%nother errors:%n%s", notCarriedOut, others);
        assertThat(loaded).isGreaterThan(300);
    }

    @Test
    void findsThePublicPortOfNearlyEveryTemplate() {
        int without = 0;
        for (Path file : Corpus.files()) {
            if (file.toString().contains("coolify")) {
                ComposeResult result = load(file);
                List<RoutePort> ports =
                        result.spec().map(StackSpec::routePorts).orElse(List.of(new RoutePort("", 1, "")));
                without += ports.isEmpty() ? 1 : 0;
            }
        }
        assertThat(without).isLessThan(40);
    }

    private static ComposeResult load(Path file) {
        Bundle bundle = Corpus.bundle(file);
        Map<String, String> values = MagicVariables.fill(bundle, Map.of(), Map.of(), new Random(1));
        return ComposeLoader.load(bundle, ComposeOptions.of(values));
    }
}
