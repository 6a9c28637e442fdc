package io.portolan.engine.service;

import io.portolan.engine.ChosenProxy;
import io.portolan.engine.Locks;
import io.portolan.engine.Server;
import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RouteProbe.Answer;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.reconcile.Reconciler;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One proxy in the place of another: first all that can be done while the former one serves, then the exchange, which is
 * the plan of an infrastructure that wants another proxy, then the question whether it serves what the former one did. The
 * choice is stored last, so a daemon that dies meanwhile comes back with the former one.
 */
final class ProxyExchange {
    private final Server server;
    private final Store store;
    private final RoutePublisher routes;
    private final Infrastructure infrastructure;
    private final ProxyTrial trial;
    private final Locks locks;
    private final InstantSource clock;

    ProxyExchange(
            Server server,
            Store store,
            RoutePublisher routes,
            Infrastructure infrastructure,
            ProxyTrial trial,
            Locks locks,
            InstantSource clock) {
        this.server = server;
        this.store = store;
        this.routes = routes;
        this.infrastructure = infrastructure;
        this.trial = trial;
        this.locks = locks;
        this.clock = clock;
    }

    void to(ProxyChoice next, Consumer<String> progress) throws InterruptedException {
        ChosenProxy proxy = server.proxy();
        try (Locks.Held _ = locks.hold(Reconciler.INFRASTRUCTURE)) {
            ProxyChoice former = proxy.choice();
            HttpProxy adapter = proxy.adapter(next.kind()).orElseThrow();
            String image = next.image().orElseGet(adapter::defaultImage);
            String version = prepare(adapter, image, progress);
            String formerVersion = version(proxy, former.image().orElseGet(proxy::defaultImage));
            List<Domain> answering = answering();
            progress.accept("%s takes the place of %s".formatted(image, proxy.kind()));
            boolean kept = false;
            try {
                List<Diagnostic> failures = exchange(next, version, answering, image);
                if (!failures.isEmpty()) {
                    progress.accept("it does not serve as the former one did, which is put back");
                    proxy.choose(former);
                    proxy.runs(formerVersion);
                    List<Diagnostic> all = new ArrayList<>(failures);
                    all.addAll(infrastructure.carryOut());
                    throw new Refused(Refused.Kind.CONFLICT, all);
                }
                store.chooseProxy(next);
                kept = true;
            } finally {
                // Whatever went wrong, also an engine that is away: what is wanted is what is stored.
                if (!kept && proxy.choice().equals(next)) {
                    proxy.choose(former);
                    proxy.runs(formerVersion);
                }
            }
            store.addEvent(clock.instant(), "proxy.chosen", "proxy", "%s, %s".formatted(next.kind(), image));
        }
    }

    /** What goes wrong, or is lost by it. */
    private List<Diagnostic> exchange(ProxyChoice next, String version, List<Domain> answering, String image)
            throws InterruptedException {
        server.proxy().choose(next);
        // What is written from here on is for the version that is to start with it.
        server.proxy().runs(version);
        List<Diagnostic> failures = infrastructure.carryOut();
        return failures.isEmpty() ? lost(answering, image) : failures;
    }

    /** Returns which version the image is of. */
    private String prepare(HttpProxy adapter, String image, Consumer<String> progress) {
        try {
            if (server.runtime().image(image).isEmpty()) {
                progress.accept("pulling " + image);
                server.runtime().pullImage(image, progress);
            }
            adapter.prepare();
            String version = trial.version(adapter.launch(), image);
            if (!adapter.kind().equals(server.proxy().kind())) {
                adapter.runs(version);
                persist(adapter, routes.table());
            }
            progress.accept("checking the configuration with " + image);
            trial.check(adapter.launch(), image);
            return version;
        } catch (RuntimeFault fault) {
            throw new Refused(
                    Refused.Kind.CONFLICT,
                    Diagnostic.error("proxy.image", "%s cannot be tried: %s".formatted(image, fault.getMessage()))
                            .suggest("check the image's name, and that the server reaches its registry"));
        } catch (ProxyFault fault) {
            throw new Refused(Refused.Kind.CONFLICT, Diagnostic.error("proxy.refused", fault.getMessage()));
        }
    }

    private String version(HttpProxy adapter, String image) {
        try {
            return trial.version(adapter.launch(), image);
        } catch (RuntimeFault gone) {
            // Its image was removed, and would be pulled to put it back.
            return "";
        }
    }

    /** One that does not run yet cannot take it, and starts with it. */
    private static void persist(HttpProxy adapter, ProxyConfig config) {
        try {
            adapter.apply(config);
        } catch (ProxyFault fault) {
            if (fault.refused()) {
                throw fault;
            }
        }
    }

    private List<Domain> answering() {
        return routes.table().routes().stream()
                .map(Route::domain)
                .filter(d -> server.routes().probe(d) instanceof Answer.FromService)
                .toList();
    }

    private List<Diagnostic> lost(List<Domain> answering, String image) throws InterruptedException {
        List<String> lost = trial.unanswered(answering);
        return lost.isEmpty()
                ? List.of()
                : List.of(Diagnostic.error(
                                "proxy.routes-lost",
                                "behind %s these do not answer, which did before: %s"
                                        .formatted(image, String.join(", ", lost)))
                        .suggest("see what it said: portolan proxy logs"));
    }
}
