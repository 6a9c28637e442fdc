package io.portolan.engine.service;

import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows domains and routes: what is wanted, and whether the proxy serves it. */
final class RouteViews {
    private final Store store;
    private final Observer observer;
    private final RoutePublisher publisher;

    RouteViews(Store store, Observer observer, RoutePublisher publisher) {
        this.store = store;
        this.observer = observer;
        this.publisher = publisher;
    }

    List<RouteView> routes() {
        Map<String, DomainRecord> claims = new HashMap<>();
        store.domains().forEach(d -> d.options().claims(d.domain()).forEach(c -> claims.putIfAbsent(key(c), d)));
        Map<String, String> names = stackNames();
        Set<Route> served = observer.last().observed().served().stream()
                .flatMap(c -> c.routes().stream())
                .collect(Collectors.toSet());
        return publisher.table().routes().stream()
                .map(r -> view(r, Optional.ofNullable(claims.get(key(r.domain()))), names, served))
                .toList();
    }

    /** What {@link Domain#claimsSameAs} compares. */
    private static String key(Domain domain) {
        return domain.host() + domain.path();
    }

    private Map<String, String> stackNames() {
        return store.stacks().stream().collect(Collectors.toMap(StackRecord::id, StackRecord::name));
    }

    private RouteView view(Route route, Optional<DomainRecord> record, Map<String, String> names, Set<Route> served) {
        return new RouteView(
                route.domain().url(),
                record.map(d -> names.getOrDefault(d.stackId(), "")).orElse(""),
                record.map(DomainRecord::service).orElse(""),
                route.upstreams().stream().map(Route.Upstream::toString).toList(),
                RouteOptionViews.redirect(route),
                served.contains(route) && publisher.refusal(route.domain()).isEmpty());
    }

    List<DomainView> domains() {
        Map<String, RouteView> routes = new HashMap<>();
        routes().forEach(r -> routes.put(r.url(), r));
        Map<String, String> names = stackNames();
        return store.domains().stream().map(d -> view(d, routes, names)).toList();
    }

    private static DomainView view(DomainRecord d, Map<String, RouteView> routes, Map<String, String> names) {
        List<RouteView> own = d.options().claims(d.domain()).stream()
                .flatMap(c -> Optional.ofNullable(routes.get(c.url())).stream())
                .toList();
        int port = d.containerPort().isPresent()
                ? d.containerPort().getAsInt()
                : own.stream()
                        .flatMap(r -> r.upstreams().stream())
                        .findFirst()
                        .map(u -> Integer.parseInt(u.substring(u.lastIndexOf(':') + 1)))
                        .orElse(0);
        return new DomainView(
                d.domain().url(),
                names.getOrDefault(d.stackId(), ""),
                d.service(),
                port,
                !own.isEmpty() && own.stream().allMatch(RouteView::live),
                RouteOptionViews.of(d.options()));
    }
}
