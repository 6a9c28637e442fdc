package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Position;
import io.portolan.model.Secret;
import io.portolan.model.stack.Mount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private static final Secret KEY = new Secret("key");

    record Before(String name, Map<String, Secret> values) {}

    record After(
            Optional<String> added,
            List<String> more,
            boolean flag,
            int count,
            String name,
            Map<String, Secret> values) {}

    record Placed(String name, @Nullable Position position) {}

    record Cleared(Optional<List<String>> command) {}

    private static String of(Object value) {
        return Fingerprint.of(KEY, value);
    }

    private static Map<String, Secret> values(String... keys) {
        Map<String, Secret> values = new LinkedHashMap<>();
        for (String key : keys) {
            values.put(key, new Secret("of " + key));
        }
        return values;
    }

    @Test
    void ignoresTheOrderOfMaps() {
        assertThat(of(new Before("x", values("a", "b")))).isEqualTo(of(new Before("x", values("b", "a"))));
    }

    @Test
    void staysTheSameWhenALaterVersionAddsEmptyComponents() {
        assertThat(of(new After(Optional.empty(), List.of(), false, 0, "x", values("a"))))
                .isEqualTo(of(new Before("x", values("a"))));
    }

    @Test
    void ignoresPositionsInFiles() {
        assertThat(of(new Placed("x", new Position("compose.yaml", 3, 7)))).isEqualTo(of(new Placed("x", null)));
    }

    @Test
    void tellsAClearedListFromAnAbsentOne() {
        assertThat(of(new Cleared(Optional.of(List.of())))).isNotEqualTo(of(new Cleared(Optional.empty())));
    }

    @Test
    void seesASecretsValueAndNeedsTheKey() {
        Before one = new Before("x", Map.of("a", new Secret("1")));
        Before other = new Before("x", Map.of("a", new Secret("2")));
        assertThat(of(one)).isNotEqualTo(of(other)).hasSize(64);
        assertThat(Fingerprint.of(new Secret("another"), one)).isNotEqualTo(of(one));
    }

    @Test
    void tellsAlternativesApartThatHaveTheSameComponents() {
        assertThat(of(new Mount.Anonymous("/a", true))).isNotEqualTo(of(new Before("/a", Map.of())));
        assertThat(Fingerprint.canonical(new Mount.Anonymous("/a", false))).startsWith("Anonymous{");
    }

    @Test
    void cannotBeDeceivedByTextThatLooksLikeStructure() {
        assertThat(of(List.of("a,1:b"))).isNotEqualTo(of(List.of("a", "b")));
    }
}
