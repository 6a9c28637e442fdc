package io.portolan.compose.keys;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code label_file}: labels in files of the form of env files, later ones winning (Compose specification, "label_file"). */
final class LabelFiles {
    private final Reading reading;

    LabelFiles(Reading reading) {
        this.reading = reading;
    }

    Map<String, String> read(Mapping service) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Scalar at : reading.values().textOrTexts(service, "label_file")) {
            if (at.text().startsWith("/") || at.text().startsWith("~")) {
                reading.findings()
                        .error(
                                at,
                                "compose.path-outside",
                                "a label file comes with the deploy: its path is relative to the Compose file's folder");
                continue;
            }
            reading.files().relative(at, at.text()).ifPresent(path -> load(at, path, labels));
        }
        return labels;
    }

    private void load(Scalar at, String path, Map<String, String> labels) {
        Optional<Bundle.File> file = reading.files().file(path);
        if (file.isEmpty()) {
            reading.findings().error(at, "compose.missing-file", "this label file does not exist");
            return;
        }
        // As the official loader: values may refer to labels of this file and of those before, and not to variables.
        EnvFile.read(path, file.get().content(), Map.of(), Map.copyOf(labels), reading.findings())
                .forEach((name, value) -> {
                    if (name.startsWith("portolan.")) {
                        reading.findings()
                                .error(
                                        at,
                                        "compose.reserved-label",
                                        "labels that begin with \"portolan.\" are Portolan's own");
                    } else {
                        labels.put(name, value);
                    }
                });
    }
}
