package io.portolan.testkit;

import io.portolan.model.Labels;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Action;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Link;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Scope;
import io.portolan.testkit.DesiredSketch.StackSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Random desired states and random histories of a server. The same seed, the same story. */
final class Generator {
    private final Random random;
    /** Apart from the rest, so that who joins a destination tells no other story. */
    private final Random joins;

    private final Random linked;

    Generator(long seed) {
        this.random = new Random(seed);
        this.joins = new Random(seed);
        this.linked = new Random(seed);
    }

    /** A server where {@code deployed} was deployed, and things happened since. */
    FakeWorld world(DesiredSketch deployed) {
        FakeWorld world = new FakeWorld();
        world.put(
                new ObservedNetwork("foreign", "lan", "bridge", List.of(Cidr.parse("172.30.0.0/16")), false, Map.of()));
        world.put(new ObservedVolume("theirs", "local", Map.of()));
        world.putForeign("theirs", "lan");
        Desired desired = deployed.desired();
        for (Scope scope : scopes(deployed)) {
            Plan plan = Planner.plan(desired, scope, world.observed(), deployed.facts());
            // A deploy that dies half-way is a world like any other.
            int steps = chance(15)
                    ? random.nextInt(plan.steps().size() + 1)
                    : plan.steps().size();
            plan.steps().subList(0, steps).forEach(s -> world.apply(s.action()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            happen(world);
        }
        return world;
    }

    private static List<Scope> scopes(DesiredSketch sketch) {
        List<Scope> scopes = new ArrayList<>(List.of(new Scope.Infrastructure()));
        sketch.stacks.values().forEach(s -> scopes.add(new Scope.OneStack(s.id())));
        return scopes;
    }

    private void happen(FakeWorld world) {
        List<ObservedContainer> ours = world.observed().containers().stream()
                .filter(c -> c.labels().containsKey(Labels.INSTANCE))
                .toList();
        if (ours.isEmpty()) {
            return;
        }
        ObservedContainer victim = ours.get(random.nextInt(ours.size()));
        switch (random.nextInt(8)) {
            case 0 -> world.apply(new Action.RemoveContainer(victim.name()));
            case 1 -> world.exit(victim.name(), random.nextInt(2));
            case 2 -> world.change(victim.name(), Status.EXITED, Health.NONE, "driver failed");
            case 3 -> world.change(victim.name(), Status.DEAD, Health.NONE, "");
            case 4 ->
                victim.attachments().stream()
                        .filter(a -> !Set.of("host", "none").contains(a.network()))
                        .findAny()
                        .ifPresent(a -> world.apply(new Action.DisconnectNetwork(victim.name(), a.network())));
            case 5 -> restart(world, victim);
            case 6 -> world.route(new HostRoute(Cidr.parse("10.210.%d.0/24".formatted(random.nextInt(40))), "tun0"));
            default -> {
                world.apply(new Action.RemoveContainer(victim.name()));
                world.observed().volumes().stream()
                        .filter(v -> v.labels().containsKey(Labels.KEY))
                        .findFirst()
                        .ifPresent(v -> world.removeVolume(v.name()));
            }
        }
    }

    private static void restart(FakeWorld world, ObservedContainer victim) {
        if (victim.state().running() && victim.joins().isEmpty()) {
            world.restart(victim.name());
        }
    }

    DesiredSketch desired() {
        DesiredSketch sketch = new DesiredSketch();
        if (chance(40)) {
            sketch.destinations.add("staging");
        }
        int port = 9000;
        for (String name : List.of("blog", "shop", "wiki").subList(0, 1 + random.nextInt(3))) {
            StackSketch stack = sketch.stack(name);
            stack.destination = sketch.destinations.get(random.nextInt(sketch.destinations.size()));
            for (String service : List.of("a", "b", "c", "d").subList(0, 1 + random.nextInt(4))) {
                fill(stack, stack.service(service), port++);
            }
            networks(stack);
            if (joins.nextInt(100) < 25) {
                stack.joined = JoinedServices.of(stack.services.values().stream()
                        .filter(s -> s.mode.isOfStack() && joins.nextBoolean())
                        .map(s -> s.name)
                        .toList());
            }
            stack.routePorts.add(new RoutePort("a", 80, "test"));
            stack.routePorts.add(new RoutePort("b", 80, "test"));
        }
        links(sketch);
        return sketch;
    }

    /** Between services of any kind, some of which have no network; a link's id says its ends, as ids never change them. */
    private void links(DesiredSketch sketch) {
        List<StackSketch> stacks = List.copyOf(sketch.stacks.values());
        for (StackSketch consumer : stacks) {
            StackSketch provider = stacks.get(linked.nextInt(stacks.size()));
            if (!provider.name.equals(consumer.name) && linked.nextInt(100) < 40) {
                Link.End from = new Link.End(consumer.id(), service(consumer));
                Link.End to = new Link.End(provider.id(), service(provider));
                String id = "%s.%s.%s".formatted(from.service(), provider.name, to.service());
                sketch.links.add(new Link(id, from, to, new ContainerPort(5432, Protocol.TCP), "DATABASE"));
            }
        }
    }

    private String service(StackSketch stack) {
        return List.copyOf(stack.services.keySet()).get(linked.nextInt(stack.services.size()));
    }

    private void fill(StackSketch stack, ServiceSketch service, int port) {
        service.environment.put("V", "" + random.nextInt(3));
        service.checked = chance(60);
        service.replicas = chance(20) ? random.nextInt(4) : 1;
        stack.services.keySet().stream()
                .filter(s -> !s.equals(service.name) && chance(40))
                .forEach(s -> service.dependsOn.put(s, chance(50) ? Condition.HEALTHY : Condition.STARTED));
        if (chance(25)) {
            service.volumes.add("data:/data");
        }
        if (chance(15)) {
            service.volumes.add("./conf:/conf:ro");
        }
        if (chance(20)) {
            service.volumes.add("secrets/key=%d:/run/secrets/key".formatted(random.nextInt(3)));
        }
        if (service.replicas <= 1 && chance(20)) {
            service.ports.add(
                    (chance(50) ? port : 9100 + random.nextInt(2) + 10 * stack.name.hashCode() % 1000) + ":80");
        }
        if (Set.of("a", "b").contains(service.name) && chance(60)) {
            stack.domains.put("http://%s.%s.example.com".formatted(service.name, stack.name), service.name);
        } else if (chance(15)) {
            service.oneShot = true;
        }
        if (service.ports.isEmpty() && chance(20)) {
            mode(stack, service);
        }
    }

    /** Blocks of the file: in the pool and outside, in each other's way or not. */
    private void networks(StackSketch stack) {
        for (String key : List.of("back", "front")) {
            if (chance(12)) {
                String subnet = List.of("10.210.0.64/26", "10.210.0.0/23", "10.210.1.0/24", "172.28.0.0/24")
                        .get(random.nextInt(4));
                Ipam ipam = new Ipam("", Map.of(), List.of(new Pool(subnet, "", "", Map.of())));
                NetworkOptions options =
                        new NetworkOptions("", Map.of(), ipam, false, Optional.empty(), Optional.empty());
                stack.networks.add(new DeclaredNetwork(key, key, false, chance(20), Map.of(), options));
            }
            for (ServiceSketch service : stack.services.values()) {
                if (chance(15)) {
                    service.networks.add(new ServiceNetwork(key, List.of()));
                }
            }
        }
    }

    /** A network that is not the service's own. */
    private void mode(StackSketch stack, ServiceSketch service) {
        List<ServiceSketch> owners = stack.services.values().stream()
                .filter(s -> !s.name.equals(service.name))
                .filter(s -> s.mode.isOfStack() && !s.oneShot && s.replicas > 0)
                .toList();
        if (!owners.isEmpty() && chance(60)) {
            String owner = owners.get(random.nextInt(owners.size())).name;
            service.mode = new NetworkMode(NetworkMode.Kind.SERVICE, owner);
            service.dependsOn.putIfAbsent(owner, Condition.STARTED);
        } else if (!stack.domains.containsValue(service.name)) {
            service.mode = new NetworkMode(chance(50) ? NetworkMode.Kind.HOST : NetworkMode.Kind.NONE, "");
        }
    }

    /** What a plan is asked for: mostly deploys and repairs of what is there, now and then an end. */
    Scope scope(DesiredSketch sketch) {
        List<StackSketch> stacks = List.copyOf(sketch.stacks.values());
        StackSketch stack = stacks.get(random.nextInt(stacks.size()));
        if (chance(10)) {
            stack.stopped = true;
        } else if (chance(10)) {
            stack.removing = chance(50) ? Removal.WITH_VOLUMES : Removal.KEEP_VOLUMES;
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Scope.Infrastructure();
            case 1 -> new Scope.Everything();
            case 2 -> new Scope.Repair(stack.id());
            case 3 -> new Scope.Return(stack.id());
            default -> new Scope.OneStack(stack.id());
        };
    }

    Desired shuffled(Desired desired) {
        List<Stack> stacks = desired.stacks().stream()
                .map(s -> new Stack(
                        s.id(),
                        s.name(),
                        s.slug(),
                        s.owner(),
                        s.placement(),
                        new StackSpec(
                                shuffled(s.spec().services()),
                                shuffled(s.spec().networks()),
                                shuffled(s.spec().volumes()),
                                shuffled(s.spec().routePorts())),
                        shuffled(s.domains()),
                        shuffled(s.links()),
                        s.state()))
                .toList();
        return new Desired(desired.owner(), desired.proxy(), shuffled(desired.destinations()), shuffled(stacks));
    }

    Observed shuffled(Observed observed) {
        return new Observed(
                shuffled(observed.networks()),
                shuffled(observed.volumes()),
                shuffled(observed.containers()),
                shuffled(observed.images()),
                observed.host(),
                observed.served());
    }

    private <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
