package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Owner;
import io.portolan.model.Secret;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.planner.Desired.ProxyProcess;
import io.portolan.planner.Desired.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Owner OWNER = new Owner("i", "t", "p", "e", "local");
    private static final World WORLD = new World(
            new Desired(
                    OWNER,
                    new ProxySettings(
                            "", "", 80, 443, new ProxyProcess("", "", List.of(), Optional.empty(), Optional.empty())),
                    List.of(),
                    List.of()),
            new Observed(
                    List.of(),
                    List.of(),
                    List.of(container("abc1", "web"), container("abd2", "abc"), container("ee33", "db")),
                    List.of(),
                    HostFacts.unknown(),
                    Optional.empty()),
            new Facts(
                    AddressPools.parse("10.0.0.0/8"), new TreeMap<>(), List.of(), new Secret("k"), PortPolicy.PUBLIC));

    private static ObservedContainer container(String id, String name) {
        State state = new State(Status.RUNNING, Health.NONE, 0, "", Optional.empty(), Optional.empty(), 0, "");
        return new ObservedContainer(id, name, "image", "sha", state, List.of(), List.of(), Map.of());
    }

    private static String named(String reference) {
        return WORLD.container(reference).map(ObservedContainer::name).orElse("none");
    }

    @Test
    void findsAContainerAsTheEngineDoes() {
        assertThat(named("web")).isEqualTo("web");
        assertThat(named("/web")).isEqualTo("web");
        assertThat(named("ee33")).isEqualTo("db");
        assertThat(named("ee")).isEqualTo("db");
        assertThat(named("abc"))
                .as("a name comes before the beginning of an id")
                .isEqualTo("abc");
        assertThat(named("ab")).as("two begin so").isEqualTo("none");
        assertThat(named("")).isEqualTo("none");
        assertThat(named("nobody")).isEqualTo("none");
    }
}
