package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.stack.Mount;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that a plan is legal against what was observed, knowing nothing of how it was made: it goes through the steps
 * as an executor would and says what it must not do.
 */
public final class PlanVerifier {
    private final Desired desired;
    private final Observed observed;
    private final ServingModel serving;
    private final List<String> violations = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> granted = new HashSet<>();
    private final Set<String> networks;
    private final ObservedIndex before;
    private final Set<String> made = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final List<ObservedNetwork> subnets;

    private PlanVerifier(Desired desired, Observed observed, ObservedIndex before) {
        this.desired = desired;
        this.observed = observed;
        this.networks = observed.networks().stream().map(ObservedNetwork::name).collect(Collectors.toSet());
        this.before = before;
        this.serving = new ServingModel(observed.served().orElse(ProxyConfig.empty()), this::ran);
        this.subnets = new ArrayList<>(observed.networks());
    }

    /** What is illegal about the plan, for the people who maintain the planner; empty for a legal one. */
    public static List<String> violations(Plan plan, Desired desired, Observed observed) {
        return violations(
                plan,
                desired,
                observed,
                new ObservedIndex(observed, desired.owner().instance()));
    }

    static List<String> violations(Plan plan, Desired desired, Observed observed, ObservedIndex before) {
        if (plan.isEmpty()) {
            return List.of();
        }
        PlanVerifier verifier = new PlanVerifier(desired, observed, before);
        plan.steps().forEach(verifier::step);
        return List.copyOf(verifier.violations);
    }

    private void step(Step step) {
        for (String id : step.dependsOn()) {
            // Steps stand in order, so a circle shows as a step before one that it depends on.
            require(done.contains(id), step, "stands before " + id + ", which it depends on");
        }
        require(done.add(step.id()), step, "has the id of another step");
        switch (step.action()) {
            case Action.CreateNetwork a -> createNetwork(step, a);
            case Action.RemoveNetwork a -> {
                require(isOurNetwork(a.target()), step, "removes a network that is not ours");
                networks.remove(a.target());
            }
            case Action.CreateVolume _,
                    Action.PullImage _,
                    Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.AwaitRoute _ -> {}
            case Action.AwaitUpstream a -> requireOurs(step, a.upstream().host());
            case Action.AwaitProxy a -> requireOurs(step, a.target());
            case Action.DrainContainer a -> requireOurs(step, a.target());
            case Action.WithdrawNames a -> requireOurs(step, a.target());
            case Action.RemoveVolume a -> require(mayRemoveVolume(a.target()), step, "removes a volume nobody gave up");
            case Action.RunContainer a -> {
                a.container()
                        .networking()
                        .attachments()
                        .forEach(t -> require(networks.contains(t.network()), step, "needs network " + t.network()));
                require(add(a.target()), step, "makes a container that exists");
                require(carriesOurLabel(a.container().labels()), step, "makes a container without our label");
                a.container().mounts().forEach(m -> {
                    if (m instanceof Mount.Grant grant) {
                        granted.add(grant.volume());
                    }
                });
                serving.up(a.target());
            }
            case Action.StartContainer a -> {
                requireOurs(step, a.target());
                serving.up(a.target());
            }
            case Action.AwaitContainer a -> {
                requireOurs(step, a.target());
                serving.ready(a.target());
            }
            case Action.ConnectNetwork a -> {
                requireOurs(step, a.target());
                require(
                        networks.contains(a.attachment().network()),
                        step,
                        "needs network " + a.attachment().network());
            }
            case Action.DisconnectNetwork a -> requireOurs(step, a.target());
            case Action.StopContainer a -> {
                requireOurs(step, a.target());
                takeDown(step, a.target());
            }
            case Action.SetAside a -> {
                requireOurs(step, a.target());
                takeDown(step, a.target());
                remove(a.target());
                require(add(a.name()), step, "takes the name of another container");
            }
            case Action.RemoveContainer a -> {
                requireOurs(step, a.target());
                takeDown(step, a.target());
                remove(a.target());
            }
            case Action.PublishRoutes a -> publish(step, a.config());
            case Action.ShiftRoutes a -> publish(step, a.after(serving.live()));
        }
    }

    private void publish(Step step, ProxyConfig config) {
        serving.publish(config).forEach(u -> require(false, step, "leads to %s before it is ready".formatted(u)));
    }

    private void createNetwork(Step step, Action.CreateNetwork create) {
        require(networks.add(create.target()), step, "makes a network that exists");
        require(carriesOurLabel(create.network().labels()), step, "makes a network without our label");
        for (ObservedNetwork other : subnets) {
            boolean overlaps = other.subnets().stream()
                    .anyMatch(s -> s.overlaps(create.network().subnet()));
            require(!overlaps, step, "overlaps network " + other.name());
        }
        subnets.add(new ObservedNetwork(
                "",
                create.target(),
                "bridge",
                List.of(create.network().subnet()),
                false,
                create.network().labels()));
    }

    private void takeDown(Step step, String container) {
        boolean announced = step.interruption() != Step.Interruption.NONE;
        List<String> orphaned = serving.down(container);
        require(announced || orphaned.isEmpty(), step, "takes away the last container of " + orphaned);
    }

    private boolean mayRemoveVolume(String volume) {
        Optional<ObservedVolume> ours = observed.volume(volume).filter(v -> carriesOurLabel(v.labels()));
        if (ours.filter(v -> OwnerLabels.GRANTS.equals(v.labels().get(Labels.ROLE)))
                .isPresent()) {
            // Nobody's data: what is in it comes with every deploy. But not under the feet of a new container.
            return !granted.contains(volume);
        }
        Optional<String> stack = ours.map(v -> v.labels().getOrDefault(Labels.STACK, ""));
        return stack.flatMap(desired::stack)
                .filter(s -> s.state().removing() == Removal.WITH_VOLUMES)
                .isPresent();
    }

    private void requireOurs(Step step, String container) {
        boolean foreign = before.container(container)
                .filter(c -> !carriesOurLabel(c.labels()))
                .isPresent();
        require(!foreign && exists(container), step, "touches a container that is not there or not ours");
    }

    private boolean ran(String container) {
        return before.container(container).filter(c -> c.state().running()).isPresent();
    }

    private boolean exists(String container) {
        boolean stays = before.container(container)
                .filter(c -> c.state().status() != Status.REMOVING)
                .isPresent();
        return made.contains(container) || (stays && !removed.contains(container));
    }

    /** Whether there was none of that name. */
    private boolean add(String container) {
        return !exists(container) && made.add(container);
    }

    private void remove(String container) {
        made.remove(container);
        removed.add(container);
    }

    private boolean isOurNetwork(String network) {
        return observed.network(network)
                .filter(n -> carriesOurLabel(n.labels()))
                .isPresent();
    }

    private boolean carriesOurLabel(Map<String, String> labels) {
        return desired.owner().instance().equals(labels.get(Labels.INSTANCE));
    }

    private void require(boolean holds, Step step, String otherwise) {
        if (!holds) {
            violations.add(step.id() + " " + otherwise);
        }
    }
}
