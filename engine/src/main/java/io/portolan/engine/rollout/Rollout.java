package io.portolan.engine.rollout;

import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.planner.Desired;
import io.portolan.planner.Plan;

/**
 * What a rollout needs to know.
 *
 * @param candidate the stack as it should be
 * @param plan from what is to the candidate
 */
public record Rollout(StackRecord stack, Revision revision, Desired.Stack candidate, Plan plan) {}
