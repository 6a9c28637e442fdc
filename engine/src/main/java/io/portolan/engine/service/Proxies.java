package io.portolan.engine.service;

import io.portolan.engine.Server;
import io.portolan.engine.Signal;
import io.portolan.engine.service.StackService.ServiceLine;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.ProxyView;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.planner.Desired.ProxySettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** {@link ProxyService} on the running engine. */
public final class Proxies implements ProxyService {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Server server;
    private final Store store;
    private final Observer observer;
    private final DesiredState desired;
    private final ProxyExchange exchange;
    private final Signal signal;

    Proxies(
            Server server,
            Store store,
            Observer observer,
            DesiredState desired,
            ProxyExchange exchange,
            Signal signal) {
        this.server = server;
        this.store = store;
        this.observer = observer;
        this.desired = desired;
        this.exchange = exchange;
        this.signal = signal;
    }

    @Override
    public ProxyView show() {
        Observer.Snapshot snapshot = observer.last();
        ProxySettings settings = desired.proxy();
        Optional<ObservedContainer> container = container(snapshot.observed().containers());
        return new ProxyView(
                settings.kind(),
                settings.image(),
                container.map(ObservedContainer::name).orElse(""),
                state(snapshot, container),
                settings.httpPort(),
                settings.httpsPort(),
                snapshot.observed().served().map(c -> c.routes().size()).orElse(0),
                settings.countsInFlight(),
                settings.limits().stream().map(Proxies::words).sorted().toList(),
                container.stream()
                        .flatMap(c -> c.attachments().stream())
                        .map(ObservedAttachment::network)
                        .sorted()
                        .toList(),
                server.proxy().kinds());
    }

    static String state(Observer.Snapshot snapshot, Optional<ObservedContainer> container) {
        if (!snapshot.reachable()) {
            return "unknown";
        }
        if (container.isEmpty()) {
            return "missing";
        }
        return snapshot.observed().served().isPresent() ? "serving" : "starting";
    }

    private static String words(ProxyLimit limit) {
        return switch (limit) {
            case CHANGES_END_UPGRADES -> "every change of routes closes the WebSockets of all sites";
            case TRUSTS_NO_PEERS -> "no domain can be behind an edge";
            case CHANGES_RESET_CONNECTIONS -> "a change of routes can turn visitors away who connect at that moment";
        };
    }

    /** The one that runs, or the one that is there. */
    Optional<ObservedContainer> container(List<ObservedContainer> containers) {
        List<ObservedContainer> proxies = containers.stream()
                .filter(c -> c.isProxyOf(store.identity().instance()))
                .toList();
        return proxies.stream().filter(c -> c.state().running()).findFirst().or(() -> proxies.stream()
                .findFirst());
    }

    @Override
    public ProxyView use(String kind, Optional<String> image, Consumer<String> progress) {
        if (server.proxy().adapter(kind).isEmpty()) {
            throw new Refused(
                    Refused.Kind.INVALID,
                    Diagnostic.error("proxy.unknown-kind", "there is no proxy of kind \"" + kind + "\"")
                            .suggest("the kinds are "
                                    + String.join(", ", server.proxy().kinds())));
        }
        try {
            exchange.to(new ProxyChoice(kind, image), progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return show();
    }

    @Override
    public ProxyView restart() {
        ObservedContainer container = present();
        Lookups.reachably(() -> {
            server.runtime().restartContainer(container.name(), GRACE);
            return container;
        });
        signal.raise();
        try {
            if (signal.until(PATIENCE, INTERVAL, () -> server.proxy().served()).isEmpty()) {
                throw doesNotServe();
            }
            Lookups.reachably(() -> observer.look(DesiredState.images(desired.current())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return show();
    }

    private static Refused doesNotServe() {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error(
                                "proxy.not-serving",
                                "the proxy was restarted and does not serve after " + PATIENCE.toSeconds() + " s")
                        .suggest("see what it says: portolan proxy logs"));
    }

    private ObservedContainer present() {
        return container(Lookups.reachably(() -> server.runtime().containers()))
                .orElseThrow(() -> new Refused(
                        Refused.Kind.NOT_FOUND,
                        Diagnostic.error("proxy.missing", "there is no container of the HTTP proxy")
                                .suggest("see why: portolan status")));
    }

    @Override
    public void logs(int tail, boolean follow, Consumer<ServiceLine> sink) {
        String name = present().name();
        server.runtime()
                .logs(
                        name,
                        tail,
                        follow,
                        line -> sink.accept(new ServiceLine("proxy", name, line.stream(), line.text())));
    }
}
