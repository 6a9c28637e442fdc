package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.rollout.Deployment;
import io.portolan.engine.rollout.Rollout;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DeploymentView.Progress;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.RevisionView;
import io.portolan.engine.view.StackSummary;
import io.portolan.engine.view.StackView;
import io.portolan.model.Diagnostic;
import io.portolan.model.Names;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Plan;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@link StackService} on the running engine. */
public final class Stacks implements StackService {
    private final Store store;
    private final StackPlans plans;
    private final Rollouts rollouts;
    private final StackChanges changes;
    private final DestinationConnections connections;
    private final Deployments deployments;
    private final StackViews views;
    private final StackStreams streams;
    private final InstantSource clock;

    Stacks(
            Store store,
            StackPlans plans,
            Rollouts rollouts,
            StackChanges changes,
            DestinationConnections connections,
            StackViews views,
            StackStreams streams,
            InstantSource clock) {
        this.store = store;
        this.plans = plans;
        this.rollouts = rollouts;
        this.changes = changes;
        this.connections = connections;
        this.views = views;
        this.streams = streams;
        this.clock = clock;
        this.deployments = new Deployments();
    }

    @Override
    public PlanView plan(String environment, StackRequest asked, Consumer<String> progress) {
        List<Diagnostic> diagnostics = new ArrayList<>(asked.diagnostics());
        Names.check("stack", asked.name()).ifPresent(diagnostics::add);
        if (asked.spec().isEmpty() || Diagnostic.anyError(diagnostics)) {
            return new PlanView("", asked.name(), List.of(), diagnostics);
        }
        StackSpec spec = asked.spec().get();
        plans.placements().left(environment, asked, spec.serviceNames()).ifPresent(diagnostics::add);
        String id = plans.idOf(environment, asked.name());
        PlanRecord.Request request = new PlanRecord.Request(
                asked.name(),
                environment,
                plans.placements().of(environment, asked, spec.serviceNames()),
                asked.bundle(),
                asked.variables(),
                asked.generated(),
                spec,
                asked.domains(),
                plans.links(environment, id, asked.name(), spec, asked.links()));
        return plans.show(request, id, diagnostics, progress);
    }

    @Override
    public DeploymentView deploy(String environment, String planId) {
        PlanRecord plan = store.plan(planId)
                .filter(p -> p.request().environment().equals(environment))
                .orElseThrow(() -> Lookups.missing("plan", planId));
        return apply(plan.request(), Optional.of(plan.stackId()), Optional.of(plan.digest()));
    }

    @Override
    public DeploymentView rollback(String environment, String name, Optional<Integer> number) {
        StackRecord stack = find(environment, name);
        int active = stack.active().orElse(0);
        Revision target = store.revisions(stack.id()).stream()
                .filter(r -> number.isPresent()
                        ? r.number() == number.get()
                        : r.number() < active && r.status() == Revision.Status.SUPERSEDED)
                .reduce((a, b) -> a.number() > b.number() ? a : b)
                .orElseThrow(() -> new Refused(
                        Refused.Kind.NOT_FOUND,
                        Diagnostic.error("revision.unknown", "there is no such earlier revision of " + name)
                                .suggest("see: portolan stack revisions " + name)));
        PlanRecord.Request request = plans.again(stack, target, List.of());
        return apply(request, Optional.of(stack.id()), Optional.empty());
    }

    private DeploymentView apply(PlanRecord.Request request, Optional<String> id, Optional<String> digest) {
        StackRecord seen = plans.stack(request, id);
        // Those it is to be linked to are put on the links' networks by this deploy.
        Locks.Held held = changes.lock(
                seen, request.links().stream().map(l -> l.provider().stack()).toList());
        boolean begun = false;
        try {
            Rollout rollout = Lookups.reachably(() -> plans.rollout(plans.stack(request, id), request, _ -> {}));
            check(rollout.plan(), digest);
            Deployment deployment = new Deployment(
                    plans.newId(), request.stackName(), rollout.revision().number(), rollout.plan(), clock.instant());
            deployments.add(deployment);
            store.accept(plans.acceptance(rollout, request));
            rollouts.begin(rollout, deployment, held);
            begun = true;
            return deployment.view();
        } catch (Conflict conflict) {
            throw new Refused(Refused.Kind.CONFLICT, Diagnostic.error("reservation.taken", conflict.getMessage()));
        } finally {
            if (!begun) {
                held.close();
            }
        }
    }

    private static void check(Plan plan, Optional<String> digest) {
        if (plan.hasErrors()) {
            throw new Refused(Refused.Kind.PLAN_ERRORS, plan.diagnostics());
        }
        if (digest.isPresent() && !digest.get().equals(PlanViews.digest(plan))) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    Diagnostic.error(
                                    "plan.stale",
                                    "the plan no longer fits: the server or the stack has changed since it was made")
                            .suggest("plan again and look at what is different"));
        }
    }

    @Override
    public DeploymentView deployment(String id) {
        return deployments.find(id).view();
    }

    @Override
    public void follow(String deploymentId, Consumer<Progress> sink) {
        try {
            deployments.find(deploymentId).follow(sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<StackSummary> list(String environment) {
        return store.stacks().stream()
                .filter(s -> s.placement().environment().equals(environment))
                .map(views::summary)
                .toList();
    }

    @Override
    public StackView show(String environment, String name) {
        return views.view(find(environment, name));
    }

    @Override
    public List<RevisionView> revisions(String environment, String name) {
        return store.revisions(find(environment, name).id()).stream()
                .map(r -> new RevisionView(
                        r.number(),
                        r.status().name().toLowerCase(java.util.Locale.ROOT),
                        r.createdAt(),
                        r.document().spec().services().stream().collect(Collectors.toMap(s -> s.name(), s -> s.image()
                                .reference()))))
                .toList();
    }

    @Override
    public Map<String, Secret> generatedVariables(String environment, String name) {
        return store.stack(environment, name)
                .or(() -> store.retired(environment, name))
                .map(s -> store.generatedVariables(s.id()))
                .orElse(Map.of());
    }

    @Override
    public Map<Domain, String> domains(String environment, String name) {
        return store.stack(environment, name)
                .map(s -> store.domains().stream()
                        .filter(d -> d.stackId().equals(s.id()))
                        .collect(Collectors.toMap(d -> d.domain(), d -> d.service())))
                .orElse(Map.of());
    }

    @Override
    public void stop(String environment, String name) {
        changes.stop(find(environment, name));
    }

    @Override
    public void start(String environment, String name) {
        changes.start(find(environment, name));
    }

    @Override
    public void restart(String environment, String name) {
        changes.restart(find(environment, name));
    }

    @Override
    public StackView join(String environment, String name, List<String> services) {
        connections.join(find(environment, name), services);
        return show(environment, name);
    }

    @Override
    public StackView leave(String environment, String name, List<String> services) {
        connections.leave(find(environment, name), services);
        return show(environment, name);
    }

    @Override
    public void remove(String environment, String name, boolean volumes) {
        Optional<StackRecord> retired = store.retired(environment, name);
        if (store.stack(environment, name).isEmpty() && retired.isPresent() && volumes) {
            changes.removeKept(retired.get());
        } else {
            changes.remove(find(environment, name), volumes);
        }
    }

    @Override
    public void logs(
            String environment,
            String name,
            Optional<String> service,
            int tail,
            boolean follow,
            Consumer<ServiceLine> sink) {
        StackRecord stack = find(environment, name);
        Lookups.reachably(() -> {
            streams.logs(stack, service, tail, follow, sink);
            return true;
        });
    }

    @Override
    public int exec(String environment, String name, String service, List<String> command, Consumer<LogLine> sink) {
        StackRecord stack = find(environment, name);
        return Lookups.reachably(() -> streams.exec(stack, service, command, sink));
    }

    private StackRecord find(String environment, String name) {
        return store.stack(environment, name).orElseThrow(() -> Lookups.missing("stack", name));
    }
}
