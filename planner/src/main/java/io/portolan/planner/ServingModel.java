package io.portolan.planner;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which containers answer for which route while a plan's steps are gone through. */
final class ServingModel {
    private final Set<String> up;
    private final Set<String> unready = new HashSet<>();
    private ProxyConfig live;

    ServingModel(Observed observed) {
        this.up = observed.containers().stream()
                .filter(c -> c.state().running())
                .map(ObservedContainer::name)
                .collect(Collectors.toCollection(HashSet::new));
        this.live = observed.served().orElse(ProxyConfig.empty());
    }

    void up(String container) {
        up.add(container);
        unready.add(container);
    }

    void ready(String container) {
        unready.remove(container);
    }

    /** Returns the domains that are left without a container by this. */
    List<String> down(String container) {
        boolean wasUp = up.remove(container);
        return live.routes().stream()
                .filter(r -> wasUp && leadsTo(r, container))
                .filter(r -> r.upstreams().stream().noneMatch(u -> up.contains(u.host())))
                .map(r -> r.domain().url())
                .toList();
    }

    private static boolean leadsTo(Route route, String container) {
        return route.upstreams().stream().anyMatch(u -> u.host().equals(container));
    }

    /** Returns the containers that traffic would be sent to although they were brought up and not waited for. */
    List<String> publish(ProxyConfig config) {
        live = config;
        return config.routes().stream()
                .flatMap(r -> r.upstreams().stream())
                .map(Upstream::host)
                .filter(unready::contains)
                .distinct()
                .toList();
    }
}
