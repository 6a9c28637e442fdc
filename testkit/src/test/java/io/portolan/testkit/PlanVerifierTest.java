package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.planner.Action;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Plan;
import io.portolan.planner.PlanVerifier;
import io.portolan.planner.Planner;
import io.portolan.planner.Reservations;
import io.portolan.planner.Scope;
import io.portolan.planner.Step;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanVerifierTest {
    private final DesiredSketch sketch = new DesiredSketch();
    private FakeWorld world = new FakeWorld();
    private Plan plan = new Plan(List.of(), Reservations.none(), List.of());

    @BeforeEach
    void changeTheEnvironmentOfARoutedService() {
        DesiredSketch.StackSketch shop = sketch.stack("shop");
        shop.domains.put("http://shop.example.com", "web");
        shop.service("web").expose.add(80);
        shop.service("web").checked = true;
        shop.service("web").dependsOn.put("db", Condition.STARTED);
        shop.service("db").volumes.add("data:/data");
        world.put(new ObservedNetwork("x", "lan", "bridge", List.of(Cidr.parse("10.210.128.0/24")), false, Map.of()));
        world.putForeign("theirs", "lan");
        world.apply(plan(new Scope.Everything()));
        shop.service("web").environment.put("A", "B");
        plan = plan(new Scope.OneStack("s-shop"));
    }

    private Plan plan(Scope scope) {
        return Planner.plan(sketch.desired(), scope, world.observed(), sketch.facts());
    }

    private List<String> violations(List<Step> steps) {
        return PlanVerifier.violations(
                new Plan(steps, Reservations.none(), List.of()), sketch.desired(), world.observed());
    }

    private List<String> without(Predicate<Action> unwanted) {
        return violations(plan.steps().stream()
                .filter(s -> !unwanted.test(s.action()))
                .map(s -> new Step(s.id(), s.action(), List.of(), s.reason(), s.interruption()))
                .toList());
    }

    private static Step step(Action action) {
        return new Step("x", action, List.of(), "a test", Interruption.NONE);
    }

    @Test
    void acceptsWhatThePlannerMakes() {
        assertThat(plan.steps()).isNotEmpty();
        assertThat(violations(plan.steps())).isEmpty();
    }

    @Test
    void refusesStepsBeforeThoseTheyDependOn() {
        List<Step> reversed = new ArrayList<>(plan.steps()).reversed();
        assertThat(violations(reversed)).anyMatch(v -> v.contains("which it depends on"));
    }

    @Test
    void refusesRoutesToAContainerThatNobodyWaitedFor() {
        assertThat(without(a -> a instanceof Action.AwaitContainer)).anyMatch(v -> v.contains("before it is ready"));
    }

    @Test
    void refusesToTakeTheLastServingContainerAway() {
        assertThat(without(a -> a instanceof Action.PublishRoutes)).anyMatch(v -> v.contains("the last container of"));
    }

    @Test
    void refusesToTouchWhatIsNotOurs() {
        assertThat(violations(List.of(step(new Action.RemoveContainer("theirs")))))
                .hasSize(1);
        assertThat(violations(List.of(step(new Action.StopContainer("theirs", Duration.ZERO)))))
                .hasSize(1);
        assertThat(violations(List.of(step(new Action.RemoveNetwork("lan"))))).hasSize(1);
    }

    @Test
    void refusesToRemoveAVolumeThatNobodyGaveUp() {
        assertThat(violations(List.of(step(new Action.RemoveVolume("shop-x1.data")))))
                .hasSize(1);
        sketch.stack("shop").removing = Removal.WITH_VOLUMES;
        assertThat(violations(List.of(step(new Action.RemoveVolume("shop-x1.data")))))
                .isEmpty();
    }

    @Test
    void refusesToRemoveSecretsThatANewContainerReads() {
        sketch.stack("shop").service("web").volumes.add("secrets/key=one:/run/secrets/key");
        world.apply(plan(new Scope.OneStack("s-shop")));
        String grants = world.observed().volumes().stream()
                .map(v -> v.name())
                .filter(n -> n.contains("-grants-"))
                .findFirst()
                .orElseThrow();
        Step remove = step(new Action.RemoveVolume(grants));
        assertThat(violations(List.of(remove))).isEmpty();
        world.observed().containers().stream()
                .filter(c -> c.name().startsWith("shop-x1.web"))
                .forEach(c -> world.removeContainer(c.name()));
        List<Step> steps = new ArrayList<>(plan(new Scope.OneStack("s-shop")).steps());
        steps.add(remove);
        assertThat(violations(steps)).hasSize(1);
    }

    @Test
    void refusesNetworksThatOverlapAndContainersWithoutTheirNetworks() {
        world = new FakeWorld();
        Plan first = plan(new Scope.Infrastructure());
        plan = first;
        assertThat(without(a -> a instanceof Action.CreateNetwork)).anyMatch(v -> v.contains("needs network"));
        List<Step> overlapping = first.steps().stream()
                .filter(s -> s.action() instanceof Action.CreateNetwork)
                .map(s -> {
                    Action.CreateNetwork a = (Action.CreateNetwork) s.action();
                    return new Step(
                            s.id(),
                            new Action.CreateNetwork(new NetworkSpec(
                                    a.target(),
                                    Cidr.parse("10.9.0.0/24"),
                                    false,
                                    a.network().labels())),
                            List.of(),
                            "a test",
                            Interruption.NONE);
                })
                .toList();
        assertThat(violations(overlapping)).anyMatch(v -> v.contains("overlaps"));
    }
}
