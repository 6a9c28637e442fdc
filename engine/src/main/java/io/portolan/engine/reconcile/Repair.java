package io.portolan.engine.reconcile;

import io.portolan.planner.Plan;

/**
 * One part of what differs, with the plan that repairs it.
 *
 * @param key under which it is locked: a stack's id, or {@link Reconciler#INFRASTRUCTURE}
 * @param subject for people: {@code stack blog}
 */
public record Repair(String key, String subject, Plan plan) {}
