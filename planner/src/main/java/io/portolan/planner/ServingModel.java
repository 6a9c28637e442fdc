package io.portolan.planner;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which containers answer for which route while a plan's steps are gone through. */
final class ServingModel {
    private final Set<String> started = new HashSet<>();
    private final Set<String> stopped = new HashSet<>();
    private final Predicate<String> ranBefore;
    private final Set<String> unready = new HashSet<>();
    private ProxyConfig live;

    /** @param ranBefore whether a container ran before the first step */
    ServingModel(ProxyConfig served, Predicate<String> ranBefore) {
        this.live = served;
        this.ranBefore = ranBefore;
    }

    ProxyConfig live() {
        return live;
    }

    private boolean isUp(String container) {
        return started.contains(container) || (!stopped.contains(container) && ranBefore.test(container));
    }

    void up(String container) {
        started.add(container);
        unready.add(container);
    }

    void ready(String container) {
        unready.remove(container);
    }

    /** Returns the domains that are left without a container by this. */
    List<String> down(String container) {
        boolean wasUp = isUp(container);
        started.remove(container);
        stopped.add(container);
        return live.routes().stream()
                .filter(r -> wasUp && leadsTo(r, container))
                .filter(r -> r.upstreams().stream().noneMatch(u -> isUp(u.host())))
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
