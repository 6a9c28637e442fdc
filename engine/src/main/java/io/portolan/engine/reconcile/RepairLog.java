package io.portolan.engine.reconcile;

import io.portolan.engine.execute.ActionName;
import io.portolan.engine.execute.StepListener;
import io.portolan.engine.execute.StepOutcome;
import io.portolan.engine.store.Store;
import io.portolan.planner.Action;
import io.portolan.planner.Step;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down every thing that is repaired, or made for the first time. */
final class RepairLog implements StepListener {
    private static final Logger log = LoggerFactory.getLogger(RepairLog.class);

    private final Store store;
    private final InstantSource clock;
    private final Repair repair;
    private final String kind;

    RepairLog(Store store, InstantSource clock, Repair repair) {
        this.store = store;
        this.clock = clock;
        this.repair = repair;
        this.kind = isSetUp(repair) ? "setup." : "repair.";
    }

    /** Where nothing of ours is yet, making it mends nothing. */
    private boolean isSetUp(Repair what) {
        return what.key().equals(Reconciler.INFRASTRUCTURE)
                && store.stacks().isEmpty()
                && what.plan().steps().stream().anyMatch(s -> s.action() instanceof Action.CreateNetwork);
    }

    @Override
    public void started(Step step) {}

    @Override
    public void progress(Step step, String message) {}

    @Override
    public void ended(Step step, StepOutcome outcome) {
        boolean only = step.action() instanceof Action.AwaitContainer || step.action() instanceof Action.AwaitRoute;
        if (outcome instanceof StepOutcome.Succeeded && !only) {
            String event = kind + ActionName.of(step.action());
            log.info("{}: {} {}: {}", repair.subject(), event, step.action().target(), step.reason());
            store.addEvent(clock.instant(), event, step.action().target(), step.reason());
        }
    }
}
