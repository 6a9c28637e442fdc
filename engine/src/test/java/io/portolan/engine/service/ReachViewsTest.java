package io.portolan.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.view.ReachView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReachViewsTest {
    private static ObservedContainer container(String name, String address, Map<String, String> labels) {
        return new ObservedContainer(
                "id-" + name,
                name,
                "image",
                "sha",
                new State(Status.RUNNING, Health.NONE, 0, "", Optional.empty(), Optional.empty(), 0, ""),
                List.of(new ObservedAttachment("lan", "lan", address, List.of())),
                List.of(),
                labels);
    }

    @Test
    void partiesAreCalledByTheirOwners() {
        Observed observed = new Observed(
                List.of(new ObservedNetwork(
                        "lan", "lan", "bridge", List.of(Cidr.parse("10.1.0.0/24")), false, Map.of())),
                List.of(),
                List.of(
                        container("proxy.1", "10.1.0.2", Map.of(Labels.INSTANCE, "me", Labels.ROLE, "proxy")),
                        container(
                                "blog.web.1",
                                "10.1.0.3",
                                Map.of(Labels.INSTANCE, "me", Labels.STACK_NAME, "blog", Labels.SERVICE, "web")),
                        container("theirs", "10.1.0.4", Map.of(Labels.INSTANCE, "you", Labels.ROLE, "proxy"))),
                List.of(),
                HostFacts.unknown(),
                Optional.empty());
        ReachView view = new ReachViews("me", observed).over("lan", true);
        assertThat(view.ways())
                .extracting(ReachView.Way::to)
                .contains(
                        new ReachView.Party("proxy", "proxy.1", "", List.of()),
                        new ReachView.Party("container", "blog.web.1", "stack blog, service web", List.of()),
                        new ReachView.Party("container", "theirs", "", List.of()));
        assertThat(view.ways()).allSatisfy(w -> assertThat(w.protocol()).isEqualTo("any"));
    }

    @Test
    void enginesFilterIpv6FromTheirVersionOn() {
        assertThat(new EngineInfo("Docker Engine", "20.10.24", "1.41", "linux").filtersIpv6())
                .isFalse();
        assertThat(new EngineInfo("Docker Engine", "27.0.1", "1.46", "linux").filtersIpv6())
                .isTrue();
        assertThat(new EngineInfo("Docker Engine", "?", "", "linux").filtersIpv6())
                .isFalse();
    }
}
