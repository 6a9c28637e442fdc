package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.DeclaredVolume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The top-level {@code networks} and {@code volumes}. */
final class DeclarationsReader {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Vocabulary NETWORK = Vocabulary.of(
            "attachable",
            "driver",
            "driver_opts",
            "enable_ipv4",
            "enable_ipv6",
            "external",
            "internal",
            "ipam",
            "labels",
            "name");
    private static final Vocabulary VOLUME = Vocabulary.of("name", "driver", "driver_opts", "external", "labels");
    private static final Vocabulary EXTERNAL = Vocabulary.of("name");

    private final Values values;
    private final Findings findings;
    private final NetworkOptionsReader options;

    DeclarationsReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
        this.options = new NetworkOptionsReader(reading);
    }

    List<DeclaredNetwork> networks(Mapping root) {
        List<DeclaredNetwork> all = new ArrayList<>();
        forms(root, "networks").forEach((key, form) -> all.add(network(key, form)));
        return all;
    }

    List<DeclaredVolume> volumes(Mapping root) {
        List<DeclaredVolume> all = new ArrayList<>();
        forms(root, "volumes").forEach((key, form) -> all.add(volume(key, form)));
        return all;
    }

    /** The declarations by key; one without a value ({@code data:}) is an empty mapping. */
    private Map<String, Mapping> forms(Mapping root, String key) {
        Map<String, Mapping> all = new LinkedHashMap<>();
        // The official loader takes `volumes:` without entries as none.
        for (Mapping.Entry entry :
                root.get(key).flatMap(values::mapping).map(Mapping::entries).orElse(List.of())) {
            if (entry.name().startsWith("x-")) {
                continue;
            }
            if (!KEY.matcher(entry.name()).matches()) {
                values.wrongValue(entry.key(), "is no name: letters, digits, \"_\", \".\" and \"-\"");
            } else if (entry.value().isNull()) {
                all.put(
                        entry.name(),
                        new Mapping(entry.key().position(), entry.key().path(), List.of()));
            } else {
                values.mapping(entry.value()).ifPresent(form -> all.put(entry.name(), form));
            }
        }
        return all;
    }

    private DeclaredNetwork network(String key, Mapping form) {
        NETWORK.check(form, findings);
        boolean external = isExternal(form);
        String name = name(form).orElse(key);
        return new DeclaredNetwork(
                key, name, external, values.flag(form, "internal"), labels(form), options.read(form, external));
    }

    private DeclaredVolume volume(String key, Mapping form) {
        VOLUME.check(form, findings);
        boolean external = isExternal(form);
        Map<String, String> options = new LinkedHashMap<>();
        values.pairs(form, "driver_opts")
                .forEach(p -> options.put(p.name(), p.value().orElse("")));
        return new DeclaredVolume(
                key,
                name(form).orElse(external ? key : ""),
                external,
                values.text(form, "driver").orElse("local"),
                options,
                labels(form));
    }

    private Optional<String> name(Mapping form) {
        return values.text(form, "name").or(() -> form.get("external")
                .filter(Mapping.class::isInstance)
                .flatMap(values::mapping)
                .flatMap(e -> values.text(e, "name")));
    }

    /** "external": a boolean; before version 3.5 of the format a mapping with the name. */
    private boolean isExternal(Mapping form) {
        Optional<Node> external = form.get("external");
        if (external.isPresent() && external.get() instanceof Mapping old) {
            EXTERNAL.check(old, findings);
            return true;
        }
        return values.flag(form, "external");
    }

    private Map<String, String> labels(Mapping form) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Values.Pair pair : values.pairs(form, "labels")) {
            Scalar at = pair.at();
            if (pair.name().startsWith("portolan.")) {
                findings.error(at, "compose.reserved-label", "labels that begin with \"portolan.\" are Portolan's own");
            }
            labels.put(pair.name(), pair.value().orElse(""));
        }
        return labels;
    }
}
