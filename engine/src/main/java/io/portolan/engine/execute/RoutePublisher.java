package io.portolan.engine.execute;

import io.portolan.engine.Server;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.planner.Action;
import io.portolan.planner.Desired;
import io.portolan.planner.RouteTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes the proxy serve what is wanted <em>now</em>. A plan's own picture of all routes may be older than what another
 * deploy or a domain change has published since, so the table is always made anew, one publisher at a time.
 */
public final class RoutePublisher {
    private final Server server;
    private final DesiredState desired;
    private final Observer observer;
    private final ReentrantLock one = new ReentrantLock();
    /** Stacks whose rollout has switched (or whose removal has begun) before the store says so. */
    private final Map<String, Desired.Stack> overrides = new ConcurrentHashMap<>();

    public RoutePublisher(Server server, DesiredState desired, Observer observer) {
        this.server = server;
        this.desired = desired;
        this.observer = observer;
    }

    /** From now on the stack is served as {@code stack} says, until {@link #settle}. */
    public void override(Desired.Stack stack) {
        overrides.put(stack.id(), stack);
    }

    /** From now on the stack is served as it is, but for the visitors of one service. */
    public void lead(Desired.Stack active, Action.ShiftRoutes shift) {
        overrides.compute(
                active.id(), (_, now) -> (now == null ? active : now).leading(shift.service(), shift.containers()));
    }

    /** From now on the stack is served as the store says. */
    public void settle(String stackId) {
        overrides.remove(stackId);
    }

    /** What should be served now. */
    public Desired wanted() {
        return desired.withAll(overrides.values());
    }

    /** The routes that should be served now. */
    public ProxyConfig table() {
        return RouteTable.routes(wanted(), observer.last().observed(), desired.facts());
    }

    /**
     * Without routes to containers that are still being made: until one of them runs, visitors stay with those that serve
     * them. Whether one does is looked up anew where the last look says no.
     */
    private ProxyConfig standing() {
        Desired wanted = wanted();
        ProxyConfig seen = RouteTable.standing(wanted, observer.last().observed(), desired.facts());
        return seen.equals(table())
                ? seen
                : RouteTable.standing(wanted, observer.look(DesiredState.images(wanted)), desired.facts());
    }

    /** Why the proxy does not take the route; empty where it does. */
    public Optional<String> refusal(Route route) {
        return server.proxy().refusal(route.domain());
    }

    /** Gives a proxy that is about to run what it is to start with; one that does not run cannot answer. */
    void stage() {
        one.lock();
        try {
            server.proxy().prepare();
            server.proxy().apply(standing());
        } catch (ProxyFault fault) {
            if (fault.refused()) {
                throw fault;
            }
        } finally {
            one.unlock();
        }
    }

    /**
     * Returns when the proxy serves what is wanted. Throws {@link io.portolan.engine.port.ProxyFault}, or
     * {@link io.portolan.engine.port.RuntimeFault} where it had to look anew.
     */
    public void publish() {
        one.lock();
        try {
            server.proxy().apply(standing());
        } finally {
            one.unlock();
        }
    }
}
