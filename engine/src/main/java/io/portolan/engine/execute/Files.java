package io.portolan.engine.execute;

import io.portolan.model.stack.Bundle;

/**
 * What came with a deploy, by stack id; see {@link io.portolan.planner.Action.WriteFiles} and
 * {@link io.portolan.planner.Action.WriteGrants}.
 */
@FunctionalInterface
public interface Files {
    Bundle of(String stackId);
}
