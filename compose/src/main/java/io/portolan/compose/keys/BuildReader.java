package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.Secret;
import io.portolan.model.stack.BuildSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code build} (Compose Build specification): read and checked, though this version builds nothing. */
final class BuildReader {
    private static final Vocabulary KEYS = Vocabulary.of(
            "additional_contexts",
            "args",
            "cache_from",
            "cache_to",
            "context",
            "dockerfile",
            "dockerfile_inline",
            "entitlements",
            "extra_hosts",
            "isolation",
            "labels",
            "network",
            "no_cache",
            "no_cache_filter",
            "platforms",
            "privileged",
            "provenance",
            "pull",
            "sbom",
            "secrets",
            "shm_size",
            "ssh",
            "tags",
            "target",
            "ulimits");

    private final Reading reading;

    BuildReader(Reading reading) {
        this.reading = reading;
    }

    Optional<BuildSpec> read(Mapping service) {
        Optional<Node> node = service.get("build");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Values values = reading.values();
        if (node.get() instanceof Scalar context) {
            return values.scalar(context).map(c -> new BuildSpec(c.text(), "", "", "", Map.of()));
        }
        return values.mapping(node.get()).map(form -> {
            KEYS.check(form, reading.findings());
            Optional<Scalar> inline = values.scalar(form, "dockerfile_inline");
            if (inline.isPresent() && form.get("dockerfile").isPresent()) {
                reading.findings()
                        .error(
                                inline.get(),
                                "compose.contradiction",
                                "`dockerfile` and `dockerfile_inline` exclude each other");
            }
            Map<String, Secret> arguments = new LinkedHashMap<>();
            for (Values.Pair pair : values.pairs(form, "args")) {
                pair.value()
                        .or(() -> reading.variables().value(pair.name()))
                        .ifPresent(v -> arguments.put(pair.name(), new Secret(v)));
            }
            return new BuildSpec(
                    values.text(form, "context").orElse("."),
                    values.text(form, "dockerfile").orElse(""),
                    inline.map(Scalar::text).orElse(""),
                    values.text(form, "target").orElse(""),
                    arguments);
        });
    }
}
