package io.portolan.engine.service;

import io.portolan.engine.Locks;
import io.portolan.engine.rollout.Rollouts;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.PlanView;
import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired;
import io.portolan.planner.Link;
import io.portolan.planner.Naming;
import io.portolan.planner.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@link LinkService} on the running engine. */
public final class Links implements LinkService {
    private final Store store;
    private final DesiredState desiredState;
    private final StackPlans plans;
    private final Rollouts rollouts;
    private final StackChanges changes;
    private final LinkViews views;

    Links(
            Store store,
            DesiredState desiredState,
            StackPlans plans,
            Rollouts rollouts,
            StackChanges changes,
            LinkViews views) {
        this.store = store;
        this.desiredState = desiredState;
        this.plans = plans;
        this.rollouts = rollouts;
        this.changes = changes;
        this.views = views;
    }

    @Override
    public PlanView plan(String environment, String name, WantedLink wanted) {
        StackRecord stack = store.stack(environment, name).orElseThrow(() -> Lookups.missing("stack", name));
        if (stack.active().isEmpty()) {
            throw Lookups.neverLive(name);
        }
        Revision active = store.revision(stack.id(), stack.active().getAsInt()).orElseThrow();
        List<Link> links =
                plans.links(environment, stack.id(), name, active.document().spec(), List.of(wanted));
        PlanRecord.Request request = plans.again(stack, active, links);
        return plans.show(request, stack.id(), List.of(), _ -> {});
    }

    @Override
    public List<LinkView> list(String environment) {
        return views.of(environment);
    }

    @Override
    public void remove(String environment, String id) {
        LinkRecord record = store.links().stream()
                .filter(l -> l.link().id().equals(id))
                .findFirst()
                .orElseThrow(() -> Lookups.missing("link", id));
        StackRecord consumer = store.stackById(record.link().consumer().stack())
                .filter(s -> s.placement().environment().equals(environment))
                .orElseThrow(() -> Lookups.missing("link", id));
        try (Locks.Held _ =
                changes.lock(consumer, List.of(record.link().provider().stack()))) {
            store.removeLink(id, Naming.linkNetwork(store.identity().instance(), consumer.slug(), id));
            Optional<Desired.Stack> active = desiredState.active(consumer);
            if (active.isPresent()) {
                check(consumer, rollouts.change(consumer, active.get(), new Scope.Repair(consumer.id())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            rollouts.refresh();
        }
    }

    private static void check(StackRecord consumer, List<Diagnostic> failures) {
        if (!failures.isEmpty()) {
            List<Diagnostic> all = new ArrayList<>();
            all.add(Diagnostic.error(
                            "link.removal-waits",
                            "the link is removed, but stack %s is not as it should be yet".formatted(consumer.name()))
                    .suggest("Portolan goes on trying; see portolan status"));
            all.addAll(failures);
            throw new Refused(Refused.Kind.CONFLICT, all);
        }
    }
}
