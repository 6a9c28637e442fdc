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

/** Writes down every thing that is repaired, or made for the first time, and when a repair has been done to its end. */
public final class RepairLog implements StepListener {
    private static final Logger log = LoggerFactory.getLogger(RepairLog.class);

    /** Kind of the event that a repair, named by its subject, has failed. */
    public static final String FAILED = "repair.failed";
    /** Kind of the event that a repair, named by its subject, has been done to its end. */
    public static final String DONE = "repair.done";

    private static final String REPAIR = "repair.";
    private static final String SETUP = "setup.";

    private final Store store;
    private final InstantSource clock;
    private final Repair repair;
    private final String kind;
    private int succeeded;

    RepairLog(Store store, InstantSource clock, Repair repair) {
        this.store = store;
        this.clock = clock;
        this.repair = repair;
        this.kind = isSetUp(repair) ? SETUP : REPAIR;
    }

    /** Whether an event of that kind says that something was repaired: not that it failed, and not that it was awaited. */
    public static boolean isRepair(String kind) {
        return kind.startsWith(REPAIR)
                && !kind.equals(FAILED)
                && !kind.equals(DONE)
                && !kind.startsWith(REPAIR + "await-");
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
        if (outcome instanceof StepOutcome.Succeeded) {
            if (!isWait(step.action())) {
                String event = kind + ActionName.of(step.action());
                log.info("{}: {} {}: {}", repair.subject(), event, step.action().target(), step.reason());
                store.addEvent(clock.instant(), event, step.action().target(), message(step));
            }
            if (++succeeded == repair.plan().steps().size() && kind.equals(REPAIR)) {
                store.addEvent(clock.instant(), DONE, repair.subject(), "is as it should be");
            }
        }
    }

    /** Of a repair, what was broken meanwhile too: who looks later does not find it any more. */
    private String message(Step step) {
        String breaks = kind.equals(REPAIR) ? repair.breaks(step) : "";
        return step.reason() + (breaks.isEmpty() ? "" : "; until then: " + breaks);
    }

    private static boolean isWait(Action action) {
        return action instanceof Action.AwaitContainer
                || action instanceof Action.AwaitUpstream
                || action instanceof Action.DrainContainer
                || action instanceof Action.AwaitProxy
                || action instanceof Action.AwaitRoute;
    }
}
