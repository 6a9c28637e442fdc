package io.portolan.engine.execute;

import io.portolan.planner.Action;
import java.util.Locale;

/** The word for an action in JSON documents and events. */
public final class ActionName {
    private ActionName() {}

    /** {@code RunContainer} is {@code run-container}. */
    public static String of(Action action) {
        return action.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
