package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.EngineVersion;
import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.Action;
import io.portolan.planner.Breakage;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import io.portolan.planner.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code scenarios/} is a story: {@code observed.yaml} tells how the world came to be (what was deployed,
 * what happened then), {@code desired.yaml} what should be, {@code plan.txt} what is planned. Run with
 * {@code -Dscenarios.rewrite=true} to write the last, and review the difference.
 */
class ScenarioTest {
    private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
    private static final Set<String> FILES = Set.of("observed.yaml", "desired.yaml", "plan.txt");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> folders = Files.list(SCENARIOS)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void plansAsExpected(String name) throws IOException {
        Path folder = SCENARIOS.resolve(name);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()).toList()).isSubsetOf(FILES);
        }
        FakeWorld world = observed(SketchReader.yaml(folder.resolve("observed.yaml")));
        Map<String, Object> yaml = SketchReader.yaml(folder.resolve("desired.yaml"));
        String scope = yaml.getOrDefault("scope", "Everything").toString();
        yaml.remove("scope");
        DesiredSketch sketch = SketchReader.desired(yaml);
        Plan plan = Planner.plan(sketch.desired(), scope(scope), world.observed(), sketch.facts());
        Map<String, String> breaks = isRepair(scope(scope))
                ? Breakage.of(plan, sketch.desired(), world.observed(), sketch.facts())
                : Map.of();
        String text = PlanText.of(plan, breaks);
        Path expected = folder.resolve("plan.txt");
        if (Boolean.getBoolean("scenarios.rewrite")) {
            Files.writeString(expected, text);
        }
        assertThat(text).isEqualTo(Files.readString(expected));

        // Whatever was planned can be carried out, and leaves nothing to do.
        world.apply(plan);
        if (!plan.hasErrors()) {
            // A start that succeeded is not under way any more.
            sketch.stacks.values().forEach(stack -> stack.starting = Set.of());
            Plan again = Planner.plan(sketch.desired(), scope(scope), world.observed(), sketch.facts());
            assertThat(again.steps().stream().map(Step::id)).isEmpty();
        }
    }

    private static boolean isRepair(Scope scope) {
        return scope instanceof Scope.Repair || scope instanceof Scope.Infrastructure;
    }

    static Scope scope(String text) {
        String[] parts = text.split(" ", -1);
        return switch (parts[0]) {
            case "Infrastructure" -> new Scope.Infrastructure();
            case "Everything" -> new Scope.Everything();
            case "Deploy" -> new Scope.OneStack("s-" + parts[1]);
            case "Return" -> new Scope.Return("s-" + parts[1]);
            case "Repair" -> new Scope.Repair("s-" + parts[1]);
            default -> throw new IllegalArgumentException("no such scope: " + text);
        };
    }

    private static FakeWorld observed(Map<String, Object> yaml) {
        FakeWorld world = new FakeWorld();
        SketchReader.mapping(yaml.getOrDefault("images", Map.of()))
                .forEach((image, port) -> world.register(new ObservedImage(
                        image,
                        "sha256:" + image,
                        List.of(new ContainerPort(Integer.parseInt(port.toString()), Protocol.TCP)),
                        false)));
        SketchReader.texts(yaml.getOrDefault("before", List.of())).forEach(e -> happen(world, e));
        if (yaml.get("deployed") != null) {
            deploy(world, SketchReader.desired(SketchReader.mapping(yaml.get("deployed"))));
        }
        SketchReader.texts(yaml.getOrDefault("then", List.of())).forEach(e -> happen(world, e));
        return world;
    }

    private static void deploy(FakeWorld world, DesiredSketch sketch) {
        Stream.concat(
                        Stream.of(new Scope.Infrastructure()),
                        sketch.stacks.values().stream().map(s -> new Scope.OneStack(s.id())))
                .forEach(scope -> {
                    Plan plan = Planner.plan(sketch.desired(), scope, world.observed(), sketch.facts());
                    assertThat(plan.diagnostics().stream().filter(d -> d.isError()))
                            .isEmpty();
                    world.apply(plan);
                });
    }

    /** One sentence of what happened after; containers are named by the part before their fingerprint. */
    private static void happen(FakeWorld world, String event) {
        String[] words = event.split(" ", 4);
        switch (words[0]) {
            case "exit" -> world.exit(container(world, words[1]), Integer.parseInt(words[2]));
            case "aside" -> {
                String name = container(world, words[1]);
                world.apply(new Action.SetAside(name, name + ".aside"));
            }
            case "remove-foreign" -> world.removeContainer(words[1]);
            case "restart" -> world.restart(container(world, words[1]));
            case "unhealthy" -> world.change(container(world, words[1]), Status.RUNNING, Health.UNHEALTHY, "");
            case "failed-to-start" ->
                world.change(container(world, words[1]), Status.EXITED, Health.NONE, "driver failed");
            case "remove" -> world.apply(new Action.RemoveContainer(container(world, words[1])));
            case "remove-volume" -> world.removeVolume(words[1]);
            case "disconnect" -> world.apply(new Action.DisconnectNetwork(container(world, words[1]), words[2]));
            case "attach" ->
                world.apply(new Action.ConnectNetwork(
                        container(world, words[1]),
                        new Attachment(words[2], words.length > 3 ? List.of(words[3].split(" ", -1)) : List.of(), 0)));
            case "remove-network" -> {
                world.observed().containers().stream()
                        .filter(c -> c.attachment(words[1]).isPresent())
                        .forEach(c -> world.apply(new Action.DisconnectNetwork(c.name(), words[1])));
                world.apply(new Action.RemoveNetwork(words[1]));
            }
            case "forget-network" -> world.apply(new Action.RemoveNetwork(words[1]));
            case "foreign-network" ->
                world.put(new ObservedNetwork(
                        "foreign", words[1], "bridge", List.of(Cidr.parse(words[2])), false, Map.of()));
            case "macvlan-network" ->
                world.put(new ObservedNetwork(
                        "foreign", words[1], "macvlan", List.of(Cidr.parse(words[2])), false, Map.of()));
            case "foreign-network-of" ->
                world.put(new ObservedNetwork(
                        "foreign-" + words[2], words[2], words[1], List.of(Cidr.parse(words[3])), false, Map.of()));
            case "address" -> world.address(new HostAddress(words[1], words[2], Integer.parseInt(words[3])));
            case "foreign-port" -> world.putForeign(words[1], published(words[2]));
            case "foreign-in-place-of" -> {
                String name = container(world, words[1]);
                world.apply(new Action.RemoveContainer(name));
                world.putForeign(name, words[2]);
            }
            case "foreign-container" -> world.putForeign(words[1], words[2]);
            case "helper" ->
                world.putHelper(
                        "helper_1",
                        Map.of(
                                Labels.INSTANCE,
                                DesiredSketch.INSTANCE,
                                Labels.STACK,
                                "s-" + words[1],
                                Labels.ROLE,
                                "helper"));
            case "listener" ->
                world.listen(
                        new Listener(Protocol.TCP, "0.0.0.0", Integer.parseInt(words[1]), words[2] + " " + words[3]));
            case "listener-at" ->
                world.listen(new Listener(Protocol.TCP, words[1], Integer.parseInt(words[2]), words[3]));
            case "engine" -> world.engine(new EngineVersion(words[1]));
            case "route" -> world.route(new HostRoute(Cidr.parse(words[1]), words[2]));
            default -> throw new IllegalArgumentException("no such event: " + event);
        }
    }

    /** {@code 0.0.0.0:8080}, leading to port 80. */
    private static PublishedPort published(String text) {
        int colon = text.lastIndexOf(':');
        return new PublishedPort(
                text.substring(0, colon),
                OptionalInt.of(Integer.parseInt(text.substring(colon + 1))),
                new ContainerPort(80, Protocol.TCP));
    }

    private static String container(FakeWorld world, String prefix) {
        return world.observed().containers().stream()
                .filter(c -> c.name().startsWith(prefix))
                .filter(c -> c.labels().containsKey(Labels.INSTANCE))
                .map(ObservedContainer::name)
                .collect(Collectors.collectingAndThen(Collectors.toList(), List::getFirst));
    }
}
