package io.portolan.engine.service;

import io.portolan.engine.view.ReachView;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.reach.Party;
import io.portolan.planner.reach.Reachability;
import io.portolan.planner.reach.Way;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows {@link Reachability} with the owners of containers. */
final class ReachViews {
    private final String instance;
    private final Observed observed;

    ReachViews(String instance, Observed observed) {
        this.instance = instance;
        this.observed = observed;
    }

    ReachView over(String network, boolean filtersIpv6) {
        List<Way> ways = new Reachability(observed, filtersIpv6).over(network);
        return new ReachView(network, ways.stream().map(this::view).toList());
    }

    private ReachView.Way view(Way way) {
        return new ReachView.Way(
                way.kind().name().toLowerCase(Locale.ROOT),
                way.from().stream().map(this::view).toList(),
                view(way.to()),
                way.names(),
                way.addresses(),
                way.port().protocol().map(Object::toString).orElse("any"),
                way.port().number(),
                way.port().inside(),
                way.reason());
    }

    private ReachView.Party view(Party party) {
        return switch (party.kind()) {
            case HOST, OUTSIDE ->
                new ReachView.Party(party.kind().name().toLowerCase(Locale.ROOT), party.name(), "", party.sharing());
            case CONTAINER -> container(party);
        };
    }

    private ReachView.Party container(Party party) {
        Optional<ObservedContainer> ours = observed.container(party.name())
                .filter(c -> c.label(Labels.INSTANCE).filter(instance::equals).isPresent());
        boolean proxy =
                ours.flatMap(c -> c.label(Labels.ROLE)).filter("proxy"::equals).isPresent();
        String owner = ours.filter(_ -> !proxy)
                .map(c -> "stack " + c.label(Labels.STACK_NAME).orElse("") + ", service "
                        + c.label(Labels.SERVICE).orElse(""))
                .orElse("");
        return new ReachView.Party(proxy ? "proxy" : "container", party.name(), owner, party.sharing());
    }
}
