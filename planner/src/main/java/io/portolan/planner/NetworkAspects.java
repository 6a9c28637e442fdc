package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a file asked of a network when it was made, by the file's keys: an engine tells but a part of it. Keyed hashes in
 * a label. A key that one of two labels does not have is of another version of Portolan, and tells nothing.
 */
final class NetworkAspects {
    private static final int DIGITS = 6;
    /** What differs without anything being reached or not reached for it. */
    private static final List<String> HARMLESS = List.of("labels", "attachable");

    private NetworkAspects() {}

    static Map<String, Object> of(StackNetwork network) {
        NetworkOptions options = network.options();
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("driver_opts", options.driverOptions());
        parts.put("ipam", options.ipam());
        parts.put("attachable", options.attachable());
        parts.put("enable_ipv4", options.ipv4().map(Object::toString));
        parts.put("enable_ipv6", options.ipv6().map(Object::toString));
        parts.put("labels", network.declared().map(DeclaredNetwork::labels).orElse(Map.of()));
        return parts;
    }

    static String label(Secret key, Map<String, Object> parts) {
        Map<String, String> hashes = new LinkedHashMap<>();
        parts.forEach((name, part) -> hashes.put(name, Fingerprint.of(key, part).substring(0, DIGITS)));
        return new Aspects(hashes).label();
    }

    /** Keys whose change a network must be made again for. */
    static List<String> changed(String before, String now) {
        return differing(before, now).stream()
                .filter(k -> !HARMLESS.contains(k))
                .toList();
    }

    /** Keys whose change a network that is there can go on without. */
    static List<String> kept(String before, String now) {
        return differing(before, now).stream().filter(HARMLESS::contains).toList();
    }

    private static List<String> differing(String before, String now) {
        Map<String, String> then = Aspects.parse(before);
        return Aspects.parse(now).entrySet().stream()
                .filter(e -> then.containsKey(e.getKey()))
                .filter(e -> !e.getValue().equals(then.get(e.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
