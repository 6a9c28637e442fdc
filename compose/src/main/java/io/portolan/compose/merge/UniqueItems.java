package io.portolan.compose.merge;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Lists whose items are known by a part of them: of two with the same one the later takes the earlier's place. */
final class UniqueItems {
    private static final Map<String, Function<Node, String>> KEYS = Map.ofEntries(
            Map.entry("services.build.tags", UniqueItems::word),
            Map.entry("services.cap_add", UniqueItems::word),
            Map.entry("services.cap_drop", UniqueItems::word),
            Map.entry("services.configs", item -> grant(item, "")),
            Map.entry("services.devices", UniqueItems::device),
            Map.entry("services.dns", UniqueItems::word),
            Map.entry("services.dns_opt", UniqueItems::word),
            Map.entry("services.dns_search", UniqueItems::word),
            Map.entry("services.env_file", UniqueItems::envFile),
            Map.entry("services.expose", UniqueItems::text),
            Map.entry("services.links", UniqueItems::word),
            Map.entry("services.networks.*.aliases", UniqueItems::word),
            Map.entry("services.networks.*.link_local_ips", UniqueItems::word),
            Map.entry("services.ports", UniqueItems::port),
            Map.entry("services.profiles", UniqueItems::word),
            Map.entry("services.secrets", item -> grant(item, "/run/secrets")),
            Map.entry("services.tmpfs", UniqueItems::word),
            Map.entry("services.volumes", UniqueItems::mount));

    private UniqueItems() {}

    static Sequence unique(Sequence list, List<String> path) {
        Function<Node, String> key = KEYS.get(MergeRule.place(path));
        if (key == null) {
            return list;
        }
        List<Node> items = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (Node item : list.items()) {
            Integer before = places.putIfAbsent(key.apply(item), items.size());
            if (before == null) {
                items.add(item);
            } else {
                items.set(before, item);
            }
        }
        return new Sequence(list.position(), list.path(), items);
    }

    private static String text(Node item) {
        // What cannot be such an item is kept, for its reader to report.
        return item instanceof Scalar scalar ? scalar.text() : "\0" + item.position() + item.path();
    }

    private static String word(Node item) {
        return text(item).split("=", 2)[0];
    }

    private static String of(Mapping form, String key) {
        return form.get(key).map(UniqueItems::text).orElse("");
    }

    private static String envFile(Node item) {
        return item instanceof Mapping form ? of(form, "path") : text(item);
    }

    private static String grant(Node item, String folder) {
        if (item instanceof Mapping form) {
            return form.has("target") ? of(form, "target") : folder + "/" + of(form, "source");
        }
        return folder + "/" + text(item);
    }

    private static String device(Node item) {
        if (item instanceof Mapping form) {
            return of(form, "target");
        }
        String[] parts = text(item).split(":");
        return parts.length > 1 ? parts[1] : text(item);
    }

    private static String mount(Node item) {
        if (item instanceof Mapping form) {
            return of(form, "target");
        }
        String[] parts = text(item).split(":");
        return parts.length > 1 ? parts[1] : text(item);
    }

    /** {@code address:published:target/protocol}. */
    private static String port(Node item) {
        if (item instanceof Mapping form) {
            String address = form.has("host_ip") ? of(form, "host_ip") : "0.0.0.0";
            String protocol = form.has("protocol") ? of(form, "protocol") : "tcp";
            return address + ":" + of(form, "published") + ":" + of(form, "target") + "/" + protocol;
        }
        String whole = text(item);
        String protocol = whole.contains("/") ? whole.substring(whole.indexOf('/') + 1) : "tcp";
        String ports = whole.contains("/") ? whole.substring(0, whole.indexOf('/')) : whole;
        int last = ports.lastIndexOf(':');
        String target = ports.substring(last + 1);
        String host = last < 0 ? "" : ports.substring(0, last);
        int colon = host.lastIndexOf(':');
        String address = colon < 0 ? "0.0.0.0" : host.substring(0, colon);
        return address + ":" + host.substring(colon + 1) + ":" + target + "/" + protocol;
    }
}
