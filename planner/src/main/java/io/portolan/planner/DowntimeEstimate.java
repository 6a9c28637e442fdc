package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.planner.Step.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long services are down, for the steps that take them down: from the stop until the replacement counts, and until
 * the routes lead to it. The plan is gone through as it is carried out, each step beginning when those it depends on are
 * done. What a step takes is said by the file; nothing is measured, so it is the least that can be expected of a program
 * that starts and ends at once.
 */
final class DowntimeEstimate {
    /** A program that ends when it is told to. One that does not takes its whole grace. */
    private static final int STOP = 1;

    private static final int START = 1;
    /** Without a health check a container counts when it has run for a moment. */
    private static final int SETTLE = 2;
    /** The engine's, where the file gives none; the first check comes after the first interval. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final World world;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    /** By engine name. */
    private final Map<String, ServiceBlueprint> services = new HashMap<>();

    private DowntimeEstimate(World world, List<Step> steps) {
        this.world = world;
        steps.forEach(s -> this.steps.put(s.id(), s));
    }

    /** The steps, in their order; those that take a service down say for how long. */
    static List<Step> added(List<Step> steps, World world, List<StackBlueprint> stacks) {
        if (steps.stream().noneMatch(s -> s.interruption() == Interruption.SERVICE_DOWN)) {
            return steps;
        }
        DowntimeEstimate estimate = new DowntimeEstimate(world, steps);
        stacks.forEach(b -> b.services().forEach(s -> s.containerNames().forEach(c -> estimate.services.put(c, s))));
        return steps.stream()
                .map(s -> s.interruption() == Interruption.SERVICE_DOWN ? s.lasting(estimate.of(s)) : s)
                .toList();
    }

    private Downtime of(Step stop) {
        List<String> back = back(stop.action().target());
        if (back.isEmpty()) {
            return Downtime.forGood("no step starts it again");
        }
        Set<String> meanwhile = before(back);
        meanwhile.removeAll(before(stop.dependsOn()));
        for (String id : meanwhile) {
            Optional<String> unknown = unknown(step(id));
            if (unknown.isPresent()) {
                return Downtime.unknown(unknown.get());
            }
        }
        int seconds = back.stream().mapToInt(id -> longest(id, meanwhile)).max().orElse(0);
        return Downtime.of(seconds, reason(stop, meanwhile));
    }

    /** The steps after which the service serves again: those that bring up its containers, and publish its routes. */
    private List<String> back(String stopped) {
        Map<String, String> labels =
                world.containerNamed(stopped).map(ObservedContainer::labels).orElse(Map.of());
        String owner = labels.getOrDefault(Labels.STACK_NAME, "") + "/" + labels.getOrDefault(Labels.SERVICE, "");
        List<String> ids = new ArrayList<>();
        services.forEach((name, service) -> {
            if (isOf(service, labels) && (steps.containsKey("run:" + name) || steps.containsKey("start:" + name))) {
                ids.add("await:" + name);
            }
        });
        ids.removeIf(id -> !steps.containsKey(id));
        if (!ids.isEmpty()) {
            steps.values().stream()
                    .filter(s -> s.action() instanceof Action.PublishRoutes(var config)
                            && config.routes().stream().anyMatch(r -> r.owner().equals(owner)))
                    .map(Step::id)
                    .forEach(ids::add);
        }
        return ids;
    }

    private static boolean isOf(ServiceBlueprint service, Map<String, String> labels) {
        return service.name().equals(labels.get(Labels.SERVICE))
                && service.containers().stream()
                        .anyMatch(c -> c.labels().getOrDefault(Labels.STACK, "").equals(labels.get(Labels.STACK)));
    }

    /** These steps and all that they wait for. */
    private Set<String> before(List<String> ids) {
        Set<String> all = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(ids);
        while (!open.isEmpty()) {
            String id = open.removeLast();
            if (all.add(id)) {
                open.addAll(step(id).dependsOn());
            }
        }
        // In the order of the plan, so that the same plan gives the same reason.
        Set<String> sorted = new LinkedHashSet<>(steps.keySet());
        sorted.retainAll(all);
        return sorted;
    }

    private Step step(String id) {
        Step step = steps.get(id);
        if (step == null) {
            throw new IllegalStateException("a step depends on one that is not in the plan: " + id);
        }
        return step;
    }

    private int longest(String id, Set<String> meanwhile) {
        Map<String, Integer> ends = new HashMap<>();
        for (String each : meanwhile) {
            int begin = step(each).dependsOn().stream()
                    .mapToInt(d -> ends.getOrDefault(d, 0))
                    .max()
                    .orElse(0);
            ends.put(each, begin + seconds(step(each)));
        }
        return ends.getOrDefault(id, 0);
    }

    private int seconds(Step step) {
        return switch (step.action()) {
            case Action.StopContainer _ -> STOP;
            case Action.RunContainer _, Action.StartContainer _ -> START;
            case Action.AwaitContainer(var name, var _) ->
                check(name)
                        .map(DowntimeEstimate::firstCheck)
                        .map(d -> (int) Math.ceilDiv(d.toMillis(), 1000))
                        .orElse(SETTLE);
            case Action.CreateNetwork _,
                    Action.RemoveNetwork _,
                    Action.CreateVolume _,
                    Action.RemoveVolume _,
                    Action.PullImage _,
                    Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.ConnectNetwork _,
                    Action.DisconnectNetwork _,
                    Action.SetAside _,
                    Action.RemoveContainer _,
                    Action.PublishRoutes _,
                    Action.ShiftRoutes _,
                    Action.AwaitUpstream _,
                    Action.DrainContainer _,
                    Action.WithdrawNames _,
                    Action.AwaitProxy _,
                    Action.AwaitRoute _ -> 0;
        };
    }

    private Optional<String> unknown(Step step) {
        return switch (step.action()) {
            case Action.PullImage _ -> Optional.of("an image is pulled meanwhile");
            case Action.StopContainer(var _, var _, var before)
            when !before.isEmpty() -> Optional.of("the file has it run commands before it ends");
            case Action.StartContainer(var _, var then)
            when !then.isEmpty() -> Optional.of("the file has it run commands when it has started");
            case Action.RunContainer(var container)
            when !container.lifecycle().hooks().postStart().isEmpty() ->
                Optional.of("the file has it run commands when it has started");
            case Action.AwaitContainer(var name, var condition) -> unknownWait(name, condition);
            case Action.StopContainer _,
                    Action.StartContainer _,
                    Action.RunContainer _,
                    Action.CreateNetwork _,
                    Action.RemoveNetwork _,
                    Action.CreateVolume _,
                    Action.RemoveVolume _,
                    Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.ConnectNetwork _,
                    Action.DisconnectNetwork _,
                    Action.SetAside _,
                    Action.RemoveContainer _,
                    Action.PublishRoutes _,
                    Action.ShiftRoutes _,
                    Action.AwaitUpstream _,
                    Action.DrainContainer _,
                    Action.WithdrawNames _,
                    Action.AwaitProxy _,
                    Action.AwaitRoute _ -> Optional.empty();
        };
    }

    private Optional<String> unknownWait(String container, Condition condition) {
        return switch (condition) {
            case STARTED -> Optional.empty();
            case COMPLETED_SUCCESSFULLY -> Optional.of("%s runs to its end meanwhile".formatted(title(container)));
            case HEALTHY ->
                check(container).isPresent()
                        ? Optional.empty()
                        : Optional.of("when %s is healthy is up to its image".formatted(title(container)));
        };
    }

    private String title(String container) {
        ServiceBlueprint service = services.get(container);
        return service == null ? container : service.name();
    }

    private Optional<Healthcheck> check(String container) {
        return Optional.ofNullable(services.get(container))
                .flatMap(s -> s.spec().lifecycle().healthcheck())
                .filter(c -> !c.isDisabled());
    }

    private static Duration firstCheck(Healthcheck check) {
        Duration interval = check.interval().filter(Duration::isPositive).orElse(INTERVAL);
        boolean starts = check.startPeriod().filter(Duration::isPositive).isPresent();
        return check.startInterval()
                .filter(d -> starts && d.isPositive() && d.compareTo(interval) < 0)
                .orElse(interval);
    }

    private String reason(Step stop, Set<String> meanwhile) {
        Set<String> parts = new LinkedHashSet<>();
        for (String id : meanwhile) {
            if (step(id).action() instanceof Action.AwaitContainer(var name, var _)) {
                check(name)
                        .ifPresent(c -> parts.add("%s is checked first %d s after its start"
                                .formatted(
                                        title(name), Math.ceilDiv(firstCheck(c).toMillis(), 1000))));
            }
        }
        long grace = stop.action() instanceof Action.StopContainer s ? s.grace().toSeconds() : 0;
        if (grace > STOP) {
            parts.add("up to %d s more if it does not end when it is told to".formatted(grace - STOP));
        }
        return String.join("; ", parts);
    }
}
