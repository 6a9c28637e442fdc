package io.portolan.engine.execute;

import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.Store;
import io.portolan.planner.Action;
import io.portolan.planner.Step;

/**
 * Writes down which containers of a stack were told to stop, before they are told. A daemon that dies while one still
 * stops finds it running when it comes back; its later end is then no wish of a user, who would want it to stay stopped.
 */
public final class StopMarks implements StepListener {
    private final Store store;
    private final String stackId;
    private final StepListener next;

    public StopMarks(Store store, String stackId, StepListener next) {
        this.store = store;
        this.stackId = stackId;
        this.next = next;
    }

    @Override
    public void started(Step step) {
        if (step.action() instanceof Action.StopContainer(var name, var _, var _)) {
            store.mark(stackId, name, ContainerMark.STOPPING);
        }
        next.started(step);
    }

    @Override
    public void progress(Step step, String message) {
        next.progress(step, message);
    }

    @Override
    public void ended(Step step, StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Succeeded) {
            switch (step.action()) {
                case Action.RunContainer(var container) -> unmark(container.name());
                case Action.StartContainer(var name, var _) -> unmark(name);
                case Action.RemoveContainer(var name) -> unmark(name);
                default -> {}
            }
        }
        next.ended(step, outcome);
    }

    private void unmark(String container) {
        store.unmark(stackId, container, ContainerMark.STOPPING);
    }
}
