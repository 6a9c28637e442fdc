package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.StackSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkChoicesTest {
    private final StackSpec spec = Loading.stack("""
            services:
              web: {image: "web:1", networks: [proxy, back]}
            networks:
              proxy: {name: dokploy-network, external: true}
              back: {internal: true}
            """);

    private DeclaredNetwork network(String key, Map<String, String> choices) {
        return NetworkChoices.apply(spec, choices).spec().networks().stream()
                .filter(n -> n.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutChoicesTheFileCounts() {
        assertThat(NetworkChoices.apply(spec, Map.of()).spec()).isEqualTo(spec);
    }

    @Test
    void anExternalNetworkBecomesTheStacksOwn() {
        assertThat(network("proxy", Map.of("proxy", "own")).external()).isFalse();
    }

    @Test
    void anotherNetworkIsJoinedInItsPlace() {
        DeclaredNetwork proxy = network("proxy", Map.of("proxy", "traefik"));

        assertThat(proxy.external()).isTrue();
        assertThat(proxy.name()).isEqualTo("traefik");
        assertThat(network("back", Map.of("back", "lan")).external()).isTrue();
    }

    @Test
    void theDefaultNetworkNeedsNoDeclaration() {
        StackSpec implicit = Loading.stack("services: {web: {image: \"web:1\"}}");

        assertThat(NetworkChoices.apply(implicit, Map.of("default", "lan"))
                        .spec()
                        .networks())
                .singleElement()
                .satisfies(n -> {
                    assertThat(n.external()).isTrue();
                    assertThat(n.name()).isEqualTo("lan");
                });
        assertThat(NetworkChoices.apply(spec, Map.of("default", "lan")).diagnostics())
                .as("no service is on it")
                .hasSize(1);
    }

    @Test
    void aNetworkThatTheFileDoesNotHaveIsNamed() {
        NetworkChoices.Result result = NetworkChoices.apply(spec, Map.of("prxy", "own", "proxy", "own"));

        assertThat(result.spec()).isEqualTo(spec);
        assertThat(result.diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.isError()).isTrue();
            assertThat(d.message()).contains("prxy");
            assertThat(d.suggestion()).contains("proxy", "back");
        });
    }
}
