package io.portolan.compose.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How the value of a key meets that of an earlier file (Compose specification, "Merge"; details as the official loader). */
enum MergeRule {
    /** Mappings key by key, lists one after the other, anything else is replaced. */
    DEEP,
    /** The later value stands alone. */
    REPLACE,
    /** A mapping or a list of {@code key=value}: by key. */
    PAIRS,
    /** One text or a list of texts: one after the other. */
    TEXTS,
    /** {@code extra_hosts}: one after the other, without repetitions; a name may have several addresses. */
    HOSTS,
    /** A list of names or a mapping by name: by name. */
    NAMES,
    /** As {@link #NAMES}; a bare name has a condition. */
    DEPENDENCIES,
    /** A text is the {@code context}. */
    BUILD,
    /** Options of another driver mean nothing to this one. */
    LOGGING,
    /** Pools of addresses, by {@code subnet}. */
    SUBNETS;

    private static final Map<String, MergeRule> BY_PLACE = Map.ofEntries(
            Map.entry("networks.ipam.config", SUBNETS),
            Map.entry("networks.labels", PAIRS),
            Map.entry("volumes.labels", PAIRS),
            Map.entry("services.annotations", PAIRS),
            Map.entry("services.build", BUILD),
            Map.entry("services.build.args", PAIRS),
            Map.entry("services.build.additional_contexts", PAIRS),
            Map.entry("services.build.extra_hosts", HOSTS),
            Map.entry("services.build.labels", PAIRS),
            Map.entry("services.command", REPLACE),
            Map.entry("services.depends_on", DEPENDENCIES),
            Map.entry("services.deploy.labels", PAIRS),
            Map.entry("services.dns", TEXTS),
            Map.entry("services.dns_opt", TEXTS),
            Map.entry("services.dns_search", TEXTS),
            Map.entry("services.entrypoint", REPLACE),
            Map.entry("services.env_file", TEXTS),
            Map.entry("services.label_file", TEXTS),
            Map.entry("services.environment", PAIRS),
            Map.entry("services.extra_hosts", HOSTS),
            Map.entry("services.healthcheck.test", REPLACE),
            Map.entry("services.labels", PAIRS),
            Map.entry("services.logging", LOGGING),
            Map.entry("services.models", NAMES),
            Map.entry("services.networks", NAMES),
            Map.entry("services.sysctls", PAIRS),
            Map.entry("services.tmpfs", TEXTS),
            Map.entry("services.ulimits.*", REPLACE));

    static MergeRule at(List<String> path) {
        return BY_PLACE.getOrDefault(place(path), DEEP);
    }

    /** A key's path without names that the user chose: {@code services.web.ulimits.nofile} is {@code services.ulimits.*}. */
    static String place(List<String> path) {
        if (path.size() < 3) {
            return "";
        }
        List<String> place = new ArrayList<>(path);
        if (path.size() > 3 && (path.get(2).equals("ulimits") || path.get(2).equals("networks"))) {
            place.set(3, "*");
        }
        place.remove(1);
        return String.join(".", place);
    }
}
