package io.portolan.engine;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.planner.Desired.ProxyProcess;
import io.portolan.planner.Desired.ProxySettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The HTTP proxy that a server has: one of several kinds, and another one from one moment to the next. A route that it
 * refuses is withheld from it, so that all others are served.
 */
public final class ChosenProxy implements HttpProxy {
    private final List<HttpProxy> kinds;
    private volatile Chosen chosen;
    /** With the proxy's words. The same route is not tried again while the same proxy of the same version runs. */
    private volatile Map<Route, String> withheld = Map.of();

    private record Chosen(HttpProxy adapter, ProxyChoice choice) {}

    /** Throws {@link IllegalArgumentException} where {@code first} is none of the kinds. */
    public ChosenProxy(List<HttpProxy> kinds, ProxyChoice first) {
        this.kinds = List.copyOf(kinds);
        this.chosen = new Chosen(
                adapter(first.kind())
                        .orElseThrow(() -> new IllegalArgumentException("there is no proxy of kind " + first.kind())),
                first);
    }

    public List<String> kinds() {
        return kinds.stream().map(HttpProxy::kind).toList();
    }

    public Optional<HttpProxy> adapter(String kind) {
        return kinds.stream().filter(k -> k.kind().equals(kind)).findFirst();
    }

    public ProxyChoice choice() {
        return chosen.choice();
    }

    /** From now on this one is meant. A kind that there is not any more leaves it as it was. */
    public void choose(ProxyChoice choice) {
        adapter(choice.kind()).ifPresent(a -> {
            chosen = new Chosen(a, choice);
            withheld = Map.of();
        });
    }

    /** Why the proxy does not take the route of the domain, in its words; empty where it does. */
    public Optional<String> refusal(Domain domain) {
        return withheld.entrySet().stream()
                .filter(e -> e.getKey().domain().equals(domain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The routes that the proxy does not take, with its words. */
    public Map<Route, String> refusals() {
        return withheld;
    }

    /** What is planned with. */
    public ProxySettings settings(ProxyOptions options) {
        Chosen now = chosen;
        Launch launch = now.adapter().launch();
        return new ProxySettings(
                now.adapter().kind(),
                now.choice().image().orElseGet(now.adapter()::defaultImage),
                options.httpPort(),
                options.httpsPort(),
                new ProxyProcess(
                        launch.controlDirectory(),
                        launch.controlTarget(),
                        launch.command(),
                        launch.workingDirectory(),
                        launch.user()),
                options.edges(),
                now.adapter().limits(),
                now.adapter().countsInFlight());
    }

    @Override
    public String kind() {
        return chosen.adapter().kind();
    }

    @Override
    public String defaultImage() {
        return chosen.adapter().defaultImage();
    }

    @Override
    public Launch launch() {
        return chosen.adapter().launch();
    }

    @Override
    public void runs(String version) {
        withheld = Map.of();
        chosen.adapter().runs(version);
    }

    @Override
    public Set<ProxyLimit> limits() {
        return chosen.adapter().limits();
    }

    @Override
    public void prepare() {
        chosen.adapter().prepare();
    }

    @Override
    public synchronized void apply(ProxyConfig config) {
        HttpProxy adapter = chosen.adapter();
        Map<Route, String> known = new LinkedHashMap<>(withheld);
        known.keySet().retainAll(config.routes());
        ProxyConfig rest = without(config, known.keySet());
        try {
            adapter.apply(rest);
        } catch (ProxyFault fault) {
            if (!fault.refused() || rest.routes().isEmpty()) {
                throw fault;
            }
            known.putAll(Isolation.apply(adapter, rest, adapter.served().orElseGet(ProxyConfig::empty)));
        }
        withheld = Collections.unmodifiableMap(known);
    }

    private static ProxyConfig without(ProxyConfig config, Set<Route> routes) {
        return routes.isEmpty()
                ? config
                : config.with(config.routes().stream()
                        .filter(r -> !routes.contains(r))
                        .toList());
    }

    /** With what is withheld, which no publishing would change: who has to know asks for {@link #refusals}. */
    @Override
    public Optional<ProxyConfig> served() {
        Map<Route, String> left = withheld;
        return chosen.adapter()
                .served()
                .map(c -> left.isEmpty()
                        ? c
                        : c.with(Stream.concat(c.routes().stream(), left.keySet().stream())
                                .toList()));
    }

    @Override
    public boolean countsInFlight() {
        return chosen.adapter().countsInFlight();
    }

    @Override
    public OptionalInt inFlight(Upstream upstream) {
        return chosen.adapter().inFlight(upstream);
    }
}
