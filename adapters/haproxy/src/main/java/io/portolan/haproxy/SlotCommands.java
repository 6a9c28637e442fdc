package io.portolan.haproxy;

import io.portolan.haproxy.Change.Place;
import io.portolan.model.route.Route.Upstream;
import java.util.List;

/** What is to be done for one slot. */
record SlotCommands(List<String> before, boolean arrives, List<String> after, Place place) {
    /** HAProxy keeps a name's address unless the name changes, so there is another one in between. */
    private static final String NOBODY = "nobody.invalid";

    static SlotCommands between(Slot former, Slot next, Place place) {
        return switch (next) {
            case Slot.Serving(var upstream) -> former.equals(next) ? none(place) : open(upstream, place);
            case Slot.Leaving _, Slot.Empty _ ->
                former instanceof Slot.Serving
                        ? new SlotCommands(List.of(), false, List.of(state(place, "maint")), place)
                        : none(place);
        };
    }

    private static SlotCommands none(Place place) {
        return new SlotCommands(List.of(), false, List.of(), place);
    }

    /**
     * One that was about to leave is told everything again: a HAProxy that has started since knows nothing of it, for its slot is
     * an empty one in the files.
     */
    private static SlotCommands open(Upstream upstream, Place place) {
        String server = "set server " + place + " ";
        String host = Words.isHost(upstream.host()) ? upstream.host() : NOBODY;
        if (Words.isAddress(host)) {
            return new SlotCommands(
                    List.of(server + "addr " + host + " port " + upstream.port()), true, List.of(), place);
        }
        return new SlotCommands(
                List.of(
                        server + "fqdn " + NOBODY,
                        server + "addr 0.0.0.0 port " + upstream.port(),
                        server + "fqdn " + host),
                true,
                List.of(),
                place);
    }

    static String state(Place place, String state) {
        return "set server " + place + " state " + state;
    }

    void addTo(List<String> allBefore, List<Place> allArriving, List<String> allAfter) {
        allBefore.addAll(before);
        allAfter.addAll(after);
        if (arrives) {
            allArriving.add(place);
        }
    }
}
