package io.portolan.compose.keys;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.magic.MagicVariable;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.Secret;
import io.portolan.model.stack.Bundle;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code env_file}, then {@code environment}, which wins (Compose specification, "env_file", "environment"). */
final class EnvironmentReader {
    private static final Vocabulary ENV_FILE = Vocabulary.of("path", "required", "format");

    private final Reading reading;

    EnvironmentReader(Reading reading) {
        this.reading = reading;
    }

    Map<String, Secret> read(Mapping service) {
        Map<String, Optional<String>> own = own(service);
        // An env file's values may refer to variables, which win, and to the environment beside it.
        Map<String, String> known = new HashMap<>();
        own.forEach((name, value) -> value.ifPresent(v -> known.put(name, v)));
        known.putAll(reading.variables().values());
        Map<String, Secret> environment = new LinkedHashMap<>();
        envFiles(service).forEach(item -> envFile(item, known, environment));
        // A name that nobody has a value for takes that of an env file away, too.
        own.forEach(
                (name, value) -> value.ifPresentOrElse(v -> put(environment, name, v), () -> environment.remove(name)));
        return environment;
    }

    private Map<String, Optional<String>> own(Mapping service) {
        Map<String, Optional<String>> own = new LinkedHashMap<>();
        for (Values.Pair pair : reading.values().pairs(service, "environment")) {
            if (pair.name().isBlank()) {
                reading.findings().error(pair.at(), "compose.invalid-value", "an environment variable needs a name");
            } else {
                own.remove(pair.name());
                own.put(pair.name(), value(pair));
            }
        }
        return own;
    }

    /** A variable of a later place also takes that place in the order. */
    private static void put(Map<String, Secret> environment, String name, String value) {
        environment.remove(name);
        environment.put(name, new Secret(value));
    }

    private Optional<String> value(Values.Pair pair) {
        Optional<MagicVariable> address = MagicVariable.of(pair.name()).filter(MagicVariable::isAddress);
        if (address.isPresent() && pair.value().orElse("").startsWith("/")) {
            return addressWithPath(pair);
        }
        // "environment": a name without a value takes it from where the file is deployed, and is left out otherwise.
        return pair.value().or(() -> reading.variables().value(pair.name()));
    }

    /** Template dialect: {@code SERVICE_URL_APP=/api} is the service's URL with that path. */
    private Optional<String> addressWithPath(Values.Pair pair) {
        String path = pair.value().orElse("");
        return reading.variables()
                .value(pair.name())
                .map(url -> path.equals("/") || url.endsWith(path) ? url : url.replaceAll("/+$", "") + path);
    }

    private List<Node> envFiles(Mapping service) {
        Optional<Node> node = reading.values().present(service, "env_file", "a path or a list of paths");
        if (node.isEmpty()) {
            return List.of();
        }
        return node.get() instanceof Sequence sequence ? sequence.items() : List.of(node.get());
    }

    private void envFile(Node item, Map<String, String> known, Map<String, Secret> environment) {
        boolean required = true;
        boolean raw = false;
        Optional<Scalar> path;
        if (item instanceof Mapping form) {
            ENV_FILE.check(form, reading.findings());
            path = reading.values().scalar(form, "path");
            boolean unknown = form.get("required")
                    .filter(reading.findings()::isIncomplete)
                    .isPresent();
            required = reading.values().bool(form, "required").orElse(!unknown);
            raw = reading.values().scalar(form, "format").map(this::isRaw).orElse(false);
            if (!form.has("path")) {
                reading.findings().error(form, "compose.invalid-value", "an env file in long form needs `path`");
            }
        } else {
            path = reading.values().scalar(item);
        }
        if (path.isPresent()) {
            load(path.get(), required, raw, known, environment);
        }
    }

    private boolean isRaw(Scalar format) {
        if (!format.text().equals("raw")) {
            reading.values().wrongValue(format, "is no format of an env file: there is only raw");
        }
        return true;
    }

    private void load(
            Scalar at, boolean required, boolean raw, Map<String, String> known, Map<String, Secret> environment) {
        if (at.text().startsWith("/") || at.text().startsWith("~")) {
            reading.findings()
                    .error(
                            at,
                            "compose.path-outside",
                            "an env file comes with the deploy: its path is relative to the Compose file's folder");
            return;
        }
        Optional<String> path = reading.files().relative(at, at.text());
        if (path.isEmpty()) {
            return;
        }
        Optional<Bundle.File> file = reading.files().file(path.get());
        if (file.isEmpty()) {
            if (required) {
                reading.findings()
                        .error(
                                at,
                                "compose.missing-file",
                                "this env file does not exist",
                                "create it, or write it with `required: false`");
            }
            return;
        }
        byte[] content = file.get().content();
        Map<String, String> values = raw
                ? EnvFile.readRaw(content)
                : EnvFile.read(path.get(), content, known, revealed(environment), reading.findings());
        values.forEach((name, value) -> put(environment, name, value));
    }

    private static Map<String, String> revealed(Map<String, Secret> environment) {
        Map<String, String> revealed = new HashMap<>();
        environment.forEach((name, value) -> revealed.put(name, value.reveal()));
        return revealed;
    }
}
