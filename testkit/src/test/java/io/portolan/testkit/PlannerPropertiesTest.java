package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.portolan.model.Labels;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.planner.Desired;
import io.portolan.planner.Facts;
import io.portolan.planner.Memory;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import io.portolan.planner.Step;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, on random worlds. A failure names its seed; the same seed tells the same story. */
class PlannerPropertiesTest {
    private static final int SEEDS = Integer.getInteger("properties.seeds", 20);

    private static final Memory MEMORY = new Memory();

    private record Story(
            Generator generator, Desired desired, Facts facts, Scope scope, FakeWorld world, DesiredSketch sketch) {
        static Story of(long seed) {
            Generator generator = new Generator(seed);
            FakeWorld world = generator.world(generator.desired());
            DesiredSketch sketch = generator.desired();
            Scope scope = generator.scope(sketch);
            return new Story(generator, sketch.desired(), sketch.facts(), scope, world, sketch);
        }

        Plan plan(FakeWorld in) {
            return Planner.plan(desired, scope, in.observed(), facts);
        }

        FakeWorld copy() {
            return world.copy();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @Test
    void tellsStoriesWorthTelling() {
        List<Plan> plans =
                seeds().mapToObj(Story::of).map(s -> s.plan(s.world())).toList();
        assertThat(plans.stream()
                        .filter(p -> !p.hasErrors() && p.steps().size() > 3)
                        .count())
                .isGreaterThan(SEEDS / 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void doesNotDependOnTheOrderOfItsInput(long seed) {
        Story story = Story.of(seed);
        Observed observed = story.world().observed();
        Plan shuffled = Planner.plan(
                story.generator().shuffled(story.desired()),
                story.scope(),
                story.generator().shuffled(observed),
                story.facts());
        assertThat(PlanText.of(shuffled)).isEqualTo(PlanText.of(story.plan(story.world())));
    }

    /** All seeds share one memory, and their stacks have the same ids: what it recalls wrongly shows in another story. */
    @ParameterizedTest
    @MethodSource("seeds")
    void isTheSameWithAMemory(long seed) {
        Story story = Story.of(seed);
        Facts f = story.facts();
        Facts remembering = new Facts(
                f.addressPools(), f.reservedSubnets(), f.reservedPorts(), f.fingerprintKey(), f.portPolicy(), MEMORY);
        for (int i = 0; i < 2; i++) {
            Plan plan =
                    Planner.plan(story.desired(), story.scope(), story.world().observed(), remembering);
            assertThat(PlanText.of(plan)).isEqualTo(PlanText.of(story.plan(story.world())));
            story.world().apply(plan);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesNothingToDo(long seed) {
        Story story = Story.of(seed);
        Plan plan = story.plan(story.world());
        story.world().apply(plan);
        if (!plan.hasErrors()) {
            assertThat(left(story, story.world(), plan)).isEmpty();
        }
    }

    /** What is left to do after a plan. An address that it has freed can be had by the next one only. */
    private static List<String> left(Story story, FakeWorld world, Plan done) {
        if (done.diagnostics().stream().anyMatch(d -> d.code().equals("drift.network.subnet-taken"))) {
            world.apply(story.plan(world));
        }
        return ids(story.plan(world));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void convergesFromEveryPrefix(long seed) {
        Story story = Story.of(seed);
        Plan plan = story.plan(story.world());
        for (int cut = 0; cut < plan.steps().size(); cut++) {
            FakeWorld world = story.copy();
            plan.steps().subList(0, cut).forEach(s -> world.apply(s.action()));
            Plan rest = story.plan(world);
            assertThat(rest.hasErrors()).as("errors after %d steps", cut).isFalse();
            world.apply(rest);
            assertThat(left(story, world, rest)).as("after %d steps", cut).isEmpty();
        }
    }

    /** What ran before runs again, with the configs and secrets of its own: the world starts nothing without them. */
    @ParameterizedTest
    @MethodSource("seeds")
    void goesBackFromEveryPrefix(long seed) {
        Generator generator = new Generator(seed);
        DesiredSketch before = generator.desired();
        FakeWorld start = new FakeWorld();
        start.apply(everything(before, start));
        Plan forward = everything(generator.desired(), start);
        for (int cut = 0; cut < forward.steps().size(); cut++) {
            FakeWorld world = start.copy();
            forward.steps().subList(0, cut).forEach(s -> world.apply(s.action()));
            Plan back = everything(before, world);
            if (!back.hasErrors()) {
                world.apply(back);
                assertThat(ids(everything(before, world)))
                        .as("after %d steps", cut)
                        .isEmpty();
            }
        }
    }

    private static Plan everything(DesiredSketch sketch, FakeWorld world) {
        return Planner.plan(sketch.desired(), new Scope.Everything(), world.observed(), sketch.facts());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverTouchesWhatCarriesNoLabelOfOurs(long seed) {
        Story story = Story.of(seed);
        List<Object> before = foreign(story.world().observed());
        story.world().apply(story.plan(story.world()));
        assertThat(foreign(story.world().observed())).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void listsStepsAfterThoseTheyDependOn(long seed) {
        Story story = Story.of(seed);
        Set<String> done = new HashSet<>();
        for (Step step : story.plan(story.world()).steps()) {
            assertThat(done).containsAll(step.dependsOn());
            assertThat(done.add(step.id()))
                    .as("%s is the only step of its id", step.id())
                    .isTrue();
            assertThat(step.reason()).isNotBlank();
        }
    }

    /** Unless the plan says that something is down, a route that answers goes on answering through every step. */
    @ParameterizedTest
    @MethodSource("seeds")
    void keepsRoutesServedThroughEveryStep(long seed) {
        Story story = Story.of(seed);
        Plan plan = story.plan(story.world());
        boolean announced = plan.steps().stream().anyMatch(s -> s.interruption() == Interruption.SERVICE_DOWN);
        if (announced) {
            return;
        }
        Set<String> answering = answering(story.world().observed());
        for (Step step : plan.steps()) {
            story.world().apply(step.action());
            Observed now = story.world().observed();
            if (now.served().isPresent()) {
                Set<String> claimed = new HashSet<>();
                now.served().get().routes().stream()
                        .filter(r -> !r.upstreams().isEmpty())
                        .forEach(r -> claimed.add(r.domain().url()));
                answering.retainAll(claimed);
                assertThat(answering(now)).as("after %s", step.id()).containsAll(answering);
            }
        }
    }

    @Test
    void plansFiftyServicesWithinAMoment() {
        DesiredSketch sketch = new DesiredSketch();
        for (int i = 0; i < 50; i++) {
            ServiceSketch service = sketch.stack("big").service("s" + i);
            service.expose.add(80);
            service.volumes.add("data" + i + ":/data");
            if (i > 0) {
                service.dependsOn.put("s" + (i - 1), Condition.HEALTHY);
            }
        }
        sketch.stack("big").domains.put("http://big.example.com", "s49");
        FakeWorld world = new FakeWorld();
        world.apply(Planner.plan(sketch.desired(), new Scope.Infrastructure(), world.observed(), sketch.facts()));
        assertTimeout(Duration.ofSeconds(5), () -> {
            Plan plan = Planner.plan(sketch.desired(), new Scope.OneStack("s-big"), world.observed(), sketch.facts());
            assertThat(plan.steps()).hasSizeGreaterThan(150);
        });
    }

    private static Set<String> answering(Observed observed) {
        Set<String> urls = new HashSet<>();
        for (Route route : observed.served().map(c -> c.routes()).orElse(List.of())) {
            boolean answers = route.upstreams().stream()
                    .flatMap(u -> observed.container(u.host()).stream())
                    .anyMatch(c -> c.state().running() && c.state().health() != Health.STARTING);
            if (answers) {
                urls.add(route.domain().url());
            }
        }
        return urls;
    }

    private static List<Object> foreign(Observed observed) {
        return Stream.<Object>concat(
                        observed.containers().stream().filter(PlannerPropertiesTest::isForeign),
                        Stream.concat(
                                observed.networks().stream()
                                        .filter(n -> !n.labels().containsKey(Labels.INSTANCE)),
                                observed.volumes().stream()
                                        .filter(v -> !v.labels().containsKey(Labels.INSTANCE))))
                .toList();
    }

    private static boolean isForeign(ObservedContainer container) {
        return !container.labels().containsKey(Labels.INSTANCE);
    }

    private static List<String> ids(Plan plan) {
        return plan.steps().stream().map(Step::id).toList();
    }
}
