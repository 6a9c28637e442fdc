package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * Things of ours whose labels are not those that Portolan gave them. The engine changes no labels, so somebody made them
 * anew by hand; what else is different is not known, and they serve.
 */
final class Relabelled {
    private static final List<String> TELLING =
            List.of(Labels.STACK, Labels.SERVICE, Labels.DESTINATION, Labels.ROLE, Labels.FINGERPRINT);

    private Relabelled() {}

    /**
     * @param what kind and name of the thing
     * @param removal the command that takes it away
     */
    static List<Diagnostic> of(String what, String removal, Map<String, String> wanted, Map<String, String> there) {
        List<String> changed = TELLING.stream()
                .filter(wanted::containsKey)
                .filter(k -> !wanted.getOrDefault(k, "").equals(there.get(k)))
                .toList();
        return changed.isEmpty()
                ? List.of()
                : List.of(Diagnostic.warning(
                                "drift.relabelled",
                                "%s was made by hand: it has not the labels %s that Portolan gave it, so it may not be as it should be, and may be left when its stack goes"
                                        .formatted(what, Listing.all(changed)))
                        .suggest("%s, and Portolan makes it again".formatted(removal)));
    }
}
