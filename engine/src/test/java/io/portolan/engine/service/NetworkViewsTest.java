package io.portolan.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.view.NetworkView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedNetwork;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkViewsTest {
    private static DestinationRecord destination(String id, String name, Optional<String> adopted) {
        return new DestinationRecord(id, name, "team", "local", adopted, Map.of(), false, Instant.EPOCH);
    }

    private NetworkView seen(String name, Map<String, String> labels) {
        Observed nothing = Observed.nothing();
        ObservedNetwork network = new ObservedNetwork("n1", name, "bridge", List.of(), false, labels);
        Observed observed =
                new Observed(List.of(network), List.of(), List.of(), List.of(), nothing.host(), Optional.empty());
        List<DestinationRecord> destinations = List.of(
                destination("4f1c", "default", Optional.empty()), destination("77aa", "office", Optional.of("lan")));
        return new NetworkViews("me", destinations, Map.of("l1", "link shop:web -> base:db"))
                .all(observed)
                .getFirst();
    }

    @Test
    void aDestinationIsCalledByItsName() {
        NetworkView view = seen("portolan-default", Map.of(Labels.INSTANCE, "me", Labels.DESTINATION, "4f1c"));
        assertThat(view.role()).isEqualTo("destination");
        assertThat(view.owner()).isEqualTo("destination default");
    }

    @Test
    void anAdoptedNetworkIsItsDestinations() {
        NetworkView view = seen("lan", Map.of());
        assertThat(view.role()).isEqualTo("destination");
        assertThat(view.owner()).isEqualTo("destination office");
    }

    @Test
    void aStackIsCalledByItsName() {
        NetworkView view =
                seen("blog-k3f9d", Map.of(Labels.INSTANCE, "me", Labels.STACK, "s1", Labels.STACK_NAME, "blog"));
        assertThat(view.role()).isEqualTo("private");
        assertThat(view.owner()).isEqualTo("stack blog");
    }

    @Test
    void aLinkIsCalledByItsTwoEnds() {
        NetworkView view = seen("portolan-link", Map.of(Labels.INSTANCE, "me", Labels.STACK, "s1", Labels.LINK, "l1"));
        assertThat(view.role()).isEqualTo("link");
        assertThat(view.owner()).isEqualTo("link shop:web -> base:db");
    }

    @Test
    void whatAnotherInstanceMadeIsForeign() {
        NetworkView view = seen("portolan-default", Map.of(Labels.INSTANCE, "you", Labels.DESTINATION, "4f1c"));
        assertThat(view.role()).isEqualTo("foreign");
        assertThat(view.owner()).isEmpty();
    }
}
