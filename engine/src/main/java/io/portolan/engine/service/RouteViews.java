package io.portolan.engine.service;

import io.portolan.engine.execute.RoutePublisher;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.RouteView;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.Observed;
import java.util.List;
import java.util.Optional;

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
                served(route, observed));
    }

    private Optional<DomainRecord> record(Route route) {
        return store.domains().stream()
                .filter(d -> d.domain().equals(route.domain()))
                .findFirst();
    }

    private static boolean served(Route route, Observed observed) {
        return observed.served().map(c -> c.routes().contains(route)).orElse(false);
    }

    List<DomainView> domains() {
        List<RouteView> routes = routes();
        return store.domains().stream().map(d -> view(d, routes)).toList();
    }

    private DomainView view(DomainRecord d, List<RouteView> routes) {
        Optional<RouteView> route =
                routes.stream().filter(r -> r.url().equals(d.domain().url())).findFirst();
        int port = d.containerPort().isPresent()
                ? d.containerPort().getAsInt()
                : route.flatMap(r -> r.upstreams().stream().findFirst())
                        .map(u -> Integer.parseInt(u.substring(u.lastIndexOf(':') + 1)))
                        .orElse(0);
        return new DomainView(
                d.domain().url(),
                stackName(d.stackId()),
                d.service(),
                port,
                route.map(RouteView::live).orElse(false));
    }

    private String stackName(String id) {
        return store.stackById(id).map(StackRecord::name).orElse("");
    }
}
