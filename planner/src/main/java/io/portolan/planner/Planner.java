package io.portolan.planner;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns what should be and what is into a plan. Same input, same plan; the order of lists in the input is irrelevant. */
public final class Planner {
    private final World world;
    private final Scope scope;
    private final List<Stack> stacks;
    private final Draft draft;
    private final NetworkDiffer networks;
    private final RoutePublication publication;

    private Planner(World world, Scope scope) {
        this.world = world;
        this.scope = scope;
        this.draft = new Draft(isRepair() || returns() || includesInfrastructure());
        this.stacks = inScope(world, scope);
        this.networks = new NetworkDiffer(world, new Subnets(world), draft);
        Set<String> ids = stacks.stream().map(Stack::id).collect(Collectors.toSet());
        ProxyConfig config = RouteTable.publishable(world, ids);
        this.publication = new RoutePublication(config, world.observed().served(), proxyRuns());
    }

    /**
     * Never throws for what a person did: that is said in the plan's diagnostics. An {@link IllegalStateException} is a
     * bug of the planner, found by {@link PlanVerifier}.
     */
    public static Plan plan(Desired desired, Scope scope, Observed observed, Facts facts) {
        World world = new World(desired, observed, facts);
        Plan plan = new Planner(world, scope).plan();
        facts.memory().forgetAllBut(desired.stacks());
        List<String> violations = PlanVerifier.violations(plan, desired, observed, world.index());
        if (!violations.isEmpty()) {
            throw new IllegalStateException("an illegal plan was made: " + String.join("; ", violations));
        }
        return plan;
    }

    private Plan plan() {
        draft.say(InputCheck.of(world, scope, stacks));
        if (includesInfrastructure()) {
            draft.say(new Strangers(world).onInfrastructure());
            new ProxyRollout(world, networks, draft, publication).plan();
        }
        stacks.forEach(this::plan);
        stacks.forEach(s -> new LinkRollout(world, s, draft).forget());
        if (includesInfrastructure()) {
            new ProxyRollout(world, networks, draft, publication).forgetDestinations();
        }
        publication.addTo(draft, world);
        return withDowntimes(draft.finish());
    }

    private Plan withDowntimes(Plan plan) {
        List<StackBlueprint> blueprints = stacks.stream().map(world::blueprint).toList();
        return new Plan(
                DowntimeEstimate.added(plan.steps(), world, blueprints), plan.reservations(), plan.diagnostics());
    }

    private void plan(Stack stack) {
        StackBlueprint blueprint = world.blueprint(stack);
        if (stack.state().removing() != Removal.NO) {
            new StackEnding(world, blueprint, draft, publication).remove();
            return;
        }
        // Of a stopped stack too, whose domains can be changed; what was accepted refuses neither its stop nor its
        // start.
        RouteConflicts.of(stack, world).forEach(d -> draft.say(returns() ? d.asDrift() : d));
        blueprint.claims().forEach(c -> draft.reserve(c.port()));
        RouteConflicts.domains(stack).forEach(d -> draft.reserve(d.domain()));
        if (stack.state().stopped()) {
            new StackEnding(world, blueprint, draft, publication).stop();
            return;
        }
        if (isRepair()) {
            draft.say(new Strangers(world).on(blueprint));
        }
        blueprint.diagnostics().forEach(draft::object);
        JoinRules.of(stack).forEach(draft::object);
        new LinkRollout(world, stack, draft).tell();
        draft.say(VolumeNames.notes(stack));
        new PortRegistry(world).check(blueprint).forEach(d -> draft.say(returns() ? d.asDrift() : d));
        if (!draft.isLenient()) {
            draft.say(RouteConflicts.shares(stack, world));
            draft.say(new HostGatewayNotes(world, blueprint).all());
        }
        if (stack.usesDestination() && !includesInfrastructure()) {
            world.desired().destination(stack.destinationId()).ifPresent(networks::ensure);
        }
        if (!stack.domains().isEmpty() && !includesInfrastructure()) {
            ProxyRollout proxy = new ProxyRollout(world, networks, draft, publication);
            if (isRepair()) {
                proxy.connectIfRunning();
            } else {
                proxy.ensure();
            }
        }
        new StackRollout(world, blueprint, isRepair(), draft, publication).plan(networks);
    }

    private static List<Stack> inScope(World world, Scope scope) {
        return switch (scope) {
            case Scope.Infrastructure _ -> List.of();
            case Scope.Everything _ -> world.stacks();
            case Scope.OneStack(String id) -> withId(world, id);
            case Scope.Return(String id) -> withId(world, id);
            case Scope.Repair(String id) -> withId(world, id);
        };
    }

    private static List<Stack> withId(World world, String id) {
        return world.stacks().stream().filter(s -> s.id().equals(id)).toList();
    }

    private boolean includesInfrastructure() {
        return scope instanceof Scope.Infrastructure || scope instanceof Scope.Everything;
    }

    private boolean returns() {
        return scope instanceof Scope.Return;
    }

    /** Everything at once is a repair too: what users stopped stays stopped. */
    private boolean isRepair() {
        return scope instanceof Scope.Repair || scope instanceof Scope.Everything;
    }

    /** Now, or by a step of this plan. */
    private boolean proxyRuns() {
        boolean deploysRoutes = (scope instanceof Scope.OneStack || returns())
                && stacks.stream()
                        .anyMatch(s -> !s.domains().isEmpty()
                                && !s.state().stopped()
                                && s.state().removing() == Removal.NO);
        boolean paused = world.proxies().stream().anyMatch(p -> p.state().status() == Status.PAUSED);
        return world.aProxyRuns() || (!paused && (includesInfrastructure() || deploysRoutes));
    }
}
