package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Action;
import io.portolan.planner.AddressUsage;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server of a thousand stacks is planned to be. */
class FullServerTest {
    private static final int STACKS = 1000;

    private static Plan planned(DesiredSketch sketch) {
        return Planner.plan(sketch.desired(), new Scope.Everything(), new FakeWorld().observed(), sketch.facts());
    }

    private static List<Cidr> subnets(Plan plan) {
        return plan.steps().stream()
                .flatMap(s -> s.action() instanceof Action.CreateNetwork(var network)
                        ? List.of(network.subnet()).stream()
                        : List.<Cidr>of().stream())
                .sorted()
                .toList();
    }

    @Test
    void aThousandStacksFitIntoTheUsualPool() {
        DesiredSketch sketch = FullServer.sketch(STACKS);
        Plan plan = planned(sketch);
        assertThat(plan.diagnostics()).isEmpty();
        List<Cidr> subnets = subnets(plan);

        assertThat(subnets).hasSize(STACKS + sketch.destinations.size() + 1);
        assertThat(subnets).allMatch(sketch.pools.blocks().getFirst()::contains);
        for (int i = 1; i < subnets.size(); i++) {
            assertThat(subnets.get(i).overlaps(subnets.get(i - 1)))
                    .as("%s and %s", subnets.get(i - 1), subnets.get(i))
                    .isFalse();
        }
        // Each has room for its containers twice, as a rollout needs it.
        assertThat(subnets).allMatch(s -> s.size() - 3 >= 2L * FullServer.SERVICES);
        assertThat(plan.steps().stream().filter(s -> s.action() instanceof Action.RunContainer))
                .hasSize(STACKS * FullServer.SERVICES + 1);
    }

    @Test
    void theNumbersSayHowManyMoreFit() {
        DesiredSketch sketch = FullServer.sketch(50);
        sketch.pools = AddressPools.parse("10.208.0.0/20");
        FakeWorld world = new FakeWorld();
        world.apply(Planner.plan(sketch.desired(), new Scope.Everything(), world.observed(), sketch.facts()));
        AddressUsage usage = AddressUsage.of(sketch.pools, world.observed(), List.of());
        assertThat(usage.isLow()).isFalse();

        // As many more as are said to fit do fit, with a warning at the end, and not one more.
        DesiredSketch full = FullServer.sketch(50 + usage.stackNetworksLeft());
        full.pools = sketch.pools;
        Plan last = Planner.plan(full.desired(), new Scope.Everything(), world.observed(), full.facts());
        assertThat(last.hasErrors()).isFalse();
        assertThat(last.diagnostics()).extracting(Diagnostic::code).containsOnly("network.pool-low");

        DesiredSketch over = FullServer.sketch(51 + usage.stackNetworksLeft());
        over.pools = sketch.pools;
        Plan refused = Planner.plan(over.desired(), new Scope.Everything(), world.observed(), over.facts());
        assertThat(refused.diagnostics().stream().filter(Diagnostic::isError))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.code()).isEqualTo("network.pool-exhausted");
                    assertThat(d.message()).contains("4096 of the 4096 addresses", "0 more stack networks");
                    assertThat(d.suggestion()).contains("--address-pool 10.208.0.0/20,ANOTHER");
                });
    }
}
