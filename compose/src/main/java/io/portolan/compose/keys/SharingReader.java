package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a service shares: {@code pid}, {@code ipc}, {@code uts}, {@code cgroup}, {@code userns_mode}, {@code volumes_from}. */
final class SharingReader {
    private final Reading reading;
    private final Values values;

    SharingReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    Sharing read(Mapping service) {
        boolean ofHost = values.text(service, "uts").filter("host"::equals).isPresent();
        service.entry("hostname").filter(e -> ofHost && !e.value().isNull()).ifPresent(e -> reading.findings()
                .error(
                        e.key(),
                        "compose.contradiction",
                        "with `uts: host` the name is the server's: an engine refuses `hostname` beside it"));
        return new Sharing(
                mode(service, "pid", true, Set.of("host")),
                mode(service, "ipc", true, Set.of("host", "none", "private", "shareable")),
                mode(service, "uts", false, Set.of("host")),
                mode(service, "cgroup", false, Set.of("host", "private")),
                mode(service, "userns_mode", false, Set.of("host")),
                volumesFrom(service));
    }

    private String mode(Mapping service, String key, boolean ofOthers, Set<String> words) {
        Optional<Scalar> scalar =
                values.scalar(service, key).filter(s -> !s.text().isEmpty());
        if (scalar.isEmpty()) {
            return "";
        }
        String text = scalar.get().text();
        if (words.contains(text) || (ofOthers && isOther(text))) {
            return text;
        }
        values.wrongValue(
                scalar.get(),
                "is none of %s%s"
                        .formatted(
                                String.join(", ", words.stream().sorted().toList()),
                                ofOthers ? ", service:NAME and container:NAME" : ""));
        return "";
    }

    static boolean isOther(String text) {
        return (text.startsWith(Sharing.SERVICE) && text.length() > Sharing.SERVICE.length())
                || (text.startsWith(Sharing.CONTAINER) && text.length() > Sharing.CONTAINER.length());
    }

    /** "volumes_from": {@code SERVICE} or {@code container:NAME}, each with {@code :ro} or {@code :rw} behind it or not. */
    private List<String> volumesFrom(Mapping service) {
        List<String> all = new ArrayList<>();
        for (Scalar item : values.texts(service, "volumes_from")) {
            boolean container = item.text().startsWith(Sharing.CONTAINER);
            String rest = container ? item.text().substring(Sharing.CONTAINER.length()) : item.text();
            String[] parts = rest.split(":", -1);
            boolean legal = parts.length == 1 || (parts.length == 2 && parts[1].matches("ro|rw"));
            if (!legal || parts[0].isEmpty()) {
                values.wrongValue(item, "names no volumes of others: write SERVICE, SERVICE:ro or container:NAME");
                continue;
            }
            String suffix = parts.length == 2 && parts[1].equals("ro") ? ":ro" : "";
            all.add((container ? Sharing.CONTAINER : Sharing.SERVICE) + parts[0] + suffix);
        }
        return all.stream().distinct().toList();
    }
}
