package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The one step of a plan that makes the proxy serve what it should, if it does not. */
final class RoutePublication {
    private static final String ID = "publish:routes";

    private final ProxyConfig config;
    private final Optional<ProxyConfig> served;
    private final Map<Domain, Route> before = new HashMap<>();
    private final Map<Domain, Route> wanted = new HashMap<>();
    private final boolean proxyRuns;
    private boolean needed;
    private boolean renewed;
    private final Set<String> after = new TreeSet<>();

    /** @param proxyRuns now, or by a step of the plan; a proxy that does not run is told when it is brought up */
    RoutePublication(ProxyConfig config, Optional<ProxyConfig> served, boolean proxyRuns) {
        this.config = config;
        this.served = served;
        this.proxyRuns = proxyRuns;
        this.needed = proxyRuns && !served.equals(Optional.of(config));
    }

    /** What has to wait until the routes are right depends on these. */
    List<String> gate() {
        return needed ? List.of(ID) : List.of();
    }

    void after(Collection<String> steps) {
        after.addAll(steps);
    }

    /**
     * Containers were cut off a network on which the proxy keeps connections to them. Nobody tells the proxy: what it
     * sent there would wait for an answer that never comes. Publishing makes it let go of them.
     */
    void renewAfter(Collection<String> cuts) {
        if (proxyRuns && !cuts.isEmpty()) {
            needed = true;
            renewed = true;
            after(cuts);
        }
    }

    /** Whether the proxy serves this domain already as it will. */
    boolean isServed(Domain domain) {
        if (wanted.isEmpty()) {
            served.ifPresent(c -> c.routes().forEach(r -> before.putIfAbsent(r.domain(), r)));
            config.routes().forEach(r -> wanted.putIfAbsent(r.domain(), r));
        }
        return served.isPresent() && Objects.equals(before.get(domain), wanted.get(domain));
    }

    void addTo(Draft draft, World world) {
        ProxyConfig possible = draft.isLenient() ? RouteTable.possible(config, draft, world) : config;
        boolean nothingNew = !possible.equals(config) && !renewed && served.equals(Optional.of(possible));
        if (needed && !nothingNew) {
            draft.add(ID, new Action.PublishRoutes(possible), after, reason());
        }
    }

    private String reason() {
        if (served.isEmpty()) {
            return "what the proxy serves is not known";
        }
        List<String> changed = Stream.concat(config.routes().stream(), served.get().routes().stream())
                .map(Route::domain)
                .distinct()
                .filter(d -> !isServed(d))
                .map(Domain::url)
                .sorted()
                .toList();
        if (changed.isEmpty() && renewed) {
            return "the proxy lets go of connections over networks that were left";
        }
        return changed.size() <= 3
                ? "changed: " + String.join(", ", changed)
                : "changed: %s and %d more".formatted(String.join(", ", changed.subList(0, 3)), changed.size() - 3);
    }
}
