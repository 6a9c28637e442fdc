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

    /** Each is listed in the reference, with the reason. */
    @Test
    void refusesOnlyWhatTheSpecificationRefuses() {
        Map<String, String> refused = new TreeMap<>();
        for (Path file : Corpus.files()) {
            ComposeResult result = check(file);
            assertThat(result.spec().isPresent()).isNotEqualTo(Diagnostic.anyError(result.diagnostics()));
            for (Diagnostic d : result.diagnostics()) {
                assertThat(d.position()).as(file + ": " + d.message()).isNotNull();
                if (d.isError()) {
                    refused.putIfAbsent(String.valueOf(file.getFileName()), d.code());
                }
            }
        }
        assertThat(refused)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "forgejo-with-runner.yaml", "compose.wrong-type",
                        "gramps-web.yaml", "compose.invalid-merge",
                        "langfuse.yaml", "compose.invalid-merge"));
    }

    @Test
    void findsThePublicPortOfNearlyEveryTemplate() {
        int without = 0;
        for (Path file : Corpus.files()) {
            if (file.toString().contains("coolify")) {
                ComposeResult result = check(file);
                List<RoutePort> ports =
                        result.spec().map(StackSpec::routePorts).orElse(List.of(new RoutePort("", 1, "")));
                without += ports.isEmpty() ? 1 : 0;
            }
        }
        assertThat(without).isLessThan(40);
    }

    private static ComposeResult check(Path file) {
        Bundle bundle = Corpus.bundle(file);
        Map<String, String> values = MagicVariables.fill(bundle, Map.of(), Map.of(), new Random(1));
        return ComposeLoader.load(bundle, ComposeOptions.of(values).forCheck());
    }
}
