package io.portolan.engine.execute;

import io.portolan.model.stack.Bundle;
import java.util.Map;

/** The files that came with a deploy, by stack id; see {@link io.portolan.planner.Action.WriteFiles}. */
@FunctionalInterface
public interface Files {
    Map<String, Bundle.File> of(String stackId);
}
