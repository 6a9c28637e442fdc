package io.portolan.haproxy;

import io.portolan.haproxy.Change.Arrival;
import io.portolan.haproxy.Change.Place;
import io.portolan.model.route.Route.Upstream;
import java.util.List;
import java.util.Optional;

/** What is to be done for one slot. */
record SlotCommands(List<String> before, Optional<Arrival> arrival, List<String> after) {
    /** HAProxy keeps a name's address unless the name changes, so there is another one in between. */
    private static final String NOBODY = "nobody.invalid";

    /** Until HAProxy has asked where the name leads. */
    static final String NOWHERE = "0.0.0.0";

    static SlotCommands between(Slot former, Slot next, Place place) {
        return switch (next) {
            case Slot.Serving(var upstream) ->
                former.equals(next) ? none() : open(new Arrival(place, upstream, !former.holds(upstream)));
            // A name that is gone would be asked for again and again; that of nobody is asked for once for all who have
            // left.
            case Slot.Empty _
            when former instanceof Slot.Leaving(var upstream) && !Words.isAddress(upstream.host()) ->
                new SlotCommands(List.of(), Optional.empty(), List.of(fqdn(place.toString(), NOBODY)));
            case Slot.Leaving _, Slot.Empty _ ->
                former instanceof Slot.Serving
                        ? new SlotCommands(List.of(), Optional.empty(), List.of(state(place, "maint")))
                        : none();
        };
    }

    private static SlotCommands none() {
        return new SlotCommands(List.of(), Optional.empty(), List.of());
    }

    /**
     * One that was about to leave is told everything again: a HAProxy that has started since knows nothing of it, for its slot is
     * an empty one in the files.
     */
    private static SlotCommands open(Arrival arrival) {
        Upstream upstream = arrival.upstream();
        String server = arrival.place().toString();
        String host = Words.isHost(upstream.host()) ? upstream.host() : NOBODY;
        if (Words.isAddress(host)) {
            return new SlotCommands(List.of(address(server, host, upstream.port())), Optional.of(arrival), List.of());
        }
        return new SlotCommands(
                List.of(fqdn(server, NOBODY), address(server, NOWHERE, upstream.port()), fqdn(server, host)),
                Optional.of(arrival),
                List.of());
    }

    static String address(String server, String address, int port) {
        return "set server " + server + " addr " + address + " port " + port;
    }

    private static String fqdn(String server, String name) {
        return "set server " + server + " fqdn " + name;
    }

    static String state(Place place, String state) {
        return "set server " + place + " state " + state;
    }

    void addTo(List<String> allBefore, List<Arrival> allArriving, List<String> allAfter) {
        allBefore.addAll(before);
        allAfter.addAll(after);
        arrival.ifPresent(allArriving::add);
    }
}
