package io.portolan.engine.execute;

import io.portolan.engine.Server;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.planner.Action;
import io.portolan.planner.Desired;
import io.portolan.planner.RouteTable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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
    /** How often publishing was asked for. */
    private final AtomicLong asked = new AtomicLong();
    /** What became of those that the latest publishing was for. */
    private Publication last = new Publication(0, Optional.empty());
    /** Stacks whose rollout has switched (or whose removal has begun) before the store says so. */
    private final Map<String, Desired.Stack> overrides = new ConcurrentHashMap<>();

    private record Publication(long upTo, Optional<RuntimeException> failure) {}

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

    /** Why the proxy does not take the route of the domain; empty where it does. */
    public Optional<Diagnostic> refusal(Domain domain) {
        return server.proxy().refusal(domain).map(words -> Diagnostic.error(
                        "route.refused", "the proxy does not take the route of %s: %s".formatted(domain.url(), words))
                .about(domain.url())
                .suggest("all other routes are served; change what is said of this one: portolan domain add"));
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
     * Returns when the proxy serves what is wanted. Those who ask while another publishes are served by the next one
     * together: a thousand changes are no thousand reloads. Throws {@link ProxyFault}, or
     * {@link RuntimeFault} where it had to look anew.
     */
    public void publish() {
        long mine = asked.incrementAndGet();
        one.lock();
        try {
            if (last.upTo() < mine) {
                last = published(asked.get());
            }
            last.failure().ifPresent(failure -> {
                throw failure;
            });
        } finally {
            one.unlock();
        }
    }

    private Publication published(long upTo) {
        try {
            server.proxy().apply(standing());
            return new Publication(upTo, Optional.empty());
        } catch (ProxyFault | RuntimeFault failure) {
            return new Publication(upTo, Optional.of(failure));
        }
    }
}
