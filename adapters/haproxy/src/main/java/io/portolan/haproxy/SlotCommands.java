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
            case Slot.Serving(var upstream) -> former.equals(next) ? none() : open(upstream, place);
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
    private static SlotCommands open(Upstream upstream, Place place) {
        Optional<Arrival> arrival = Optional.of(new Arrival(place, upstream));
        String host = Words.isHost(upstream.host()) ? upstream.host() : NOBODY;
        if (Words.isAddress(host)) {
            return new SlotCommands(List.of(address(place.toString(), host, upstream.port())), arrival, List.of());
        }
        return new SlotCommands(named(place.toString(), host, upstream.port()), arrival, List.of());
    }

    /** The address of whom the server was before is gone with the first two. */
    static List<String> named(String server, String host, int port) {
        return List.of(fqdn(server, NOBODY), address(server, NOWHERE, port), fqdn(server, host));
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
