package io.portolan.engine.execute;

import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.Store;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.planner.Action;
import io.portolan.planner.Step;
import java.util.List;

/**
 * Writes down which containers of a stack were told to stop, before they are told. A daemon that dies while one still
 * stops finds it running when it comes back; its later end is then no wish of a user, who would want it to stay stopped.
 *
 * <p>And which have to run commands before they count as started: that one runs does not say that these succeeded.
 */
public final class ContainerMarks implements StepListener {
    private final Store store;
    private final String stackId;
    private final StepListener next;

    public ContainerMarks(Store store, String stackId, StepListener next) {
        this.store = store;
        this.stackId = stackId;
        this.next = next;
    }

    @Override
    public void started(Step step) {
        switch (step.action()) {
            case Action.StopContainer(var name, var _, var _) -> store.mark(stackId, name, ContainerMark.STOPPING);
            case Action.RunContainer(var container) ->
                starts(container.name(), container.lifecycle().hooks().postStart());
            case Action.StartContainer(var name, var then) -> starts(name, then);
            default -> {}
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

    private void starts(String container, List<Hook> hooks) {
        if (!hooks.isEmpty()) {
            store.mark(stackId, container, ContainerMark.STARTING);
        }
    }

    private void unmark(String container) {
        store.unmark(stackId, container, ContainerMark.STOPPING);
        store.unmark(stackId, container, ContainerMark.STARTING);
    }
}
