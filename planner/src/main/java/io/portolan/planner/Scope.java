package io.portolan.planner;

/** Which part of the desired state a plan is about. Nothing outside it is changed. */
public sealed interface Scope {
    /** Proxy, its networks, the destinations and the routes of all stacks. */
    record Infrastructure() implements Scope {}

    /** One stack: its networks, volumes, containers and what its routes need. */
    record OneStack(String stackId) implements Scope {}

    /**
     * One stack, brought to what was accepted before: the way back of a deploy that failed, or a start. Like a deploy it
     * starts what does not run, but what would refuse one is told only and keeps nothing else from being brought up.
     */
    record Return(String stackId) implements Scope {}

    /**
     * Repair of one stack to its active revision: what is missing is made again; nothing that a user stopped is
     * started, nothing is pulled that is there.
     */
    record Repair(String stackId) implements Scope {}

    /** Everything of this instance, as a repair: what users stopped stays stopped. */
    record Everything() implements Scope {}
}
