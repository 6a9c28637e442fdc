package io.portolan.engine.service;

import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.Observed;
import java.util.List;
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
        Observed observed = observer.last().observed();
        return publisher.table().routes().stream().map(r -> view(r, observed)).toList();
    }

    private RouteView view(Route route, Observed observed) {
        Optional<DomainRecord> record = record(route);
        return new RouteView(
                route.domain().url(),
                record.map(d -> stackName(d.stackId())).orElse(""),
                record.map(DomainRecord::service).orElse(""),
                route.upstreams().stream().map(Route.Upstream::toString).toList(),
                RouteOptionViews.redirect(route),
                served(route, observed) && publisher.refusal(route).isEmpty());
    }

    private Optional<DomainRecord> record(Route route) {
        return store.domains().stream()
                .filter(d -> d.options().claims(d.domain()).stream().anyMatch(route.domain()::claimsSameAs))
                .findFirst();
    }

    /** What to say where the proxy does not take what the domain makes; empty where it does. */
    Optional<Diagnostic> refusal(DomainRecord record) {
        List<Domain> claims = record.options().claims(record.domain());
        return publisher.table().routes().stream()
                .filter(r -> claims.stream().anyMatch(r.domain()::claimsSameAs))
                .flatMap(r -> publisher.refusal(r).stream())
                .findFirst()
                .map(words -> Diagnostic.error(
                                "route.refused",
                                "the proxy does not take the route of %s: %s"
                                        .formatted(record.domain().url(), words))
                        .about(record.domain().url())
                        .suggest("all other routes are served as before; leave out what the proxy names, or use another"
                                + " proxy: portolan proxy use"));
    }

    private static boolean served(Route route, Observed observed) {
        return observed.served().map(c -> c.routes().contains(route)).orElse(false);
    }

    List<DomainView> domains() {
        List<RouteView> routes = routes();
        return store.domains().stream().map(d -> view(d, routes)).toList();
    }

    private DomainView view(DomainRecord d, List<RouteView> routes) {
        Set<String> urls =
                d.options().claims(d.domain()).stream().map(Domain::url).collect(Collectors.toSet());
        List<RouteView> own =
                routes.stream().filter(r -> urls.contains(r.url())).toList();
        int port = d.containerPort().isPresent()
                ? d.containerPort().getAsInt()
                : own.stream()
                        .flatMap(r -> r.upstreams().stream())
                        .findFirst()
                        .map(u -> Integer.parseInt(u.substring(u.lastIndexOf(':') + 1)))
                        .orElse(0);
        return new DomainView(
                d.domain().url(),
                stackName(d.stackId()),
                d.service(),
                port,
                !own.isEmpty() && own.stream().allMatch(RouteView::live),
                RouteOptionViews.of(d.options()));
    }

    private String stackName(String id) {
        return store.stackById(id).map(StackRecord::name).orElse("");
    }
}
