package io.portolan.compose.keys;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The environment and labels of services, with what comes from files; a variable without a value is there too. */
public final class Environments {
    private final Reading reading;

    public Environments(Bundle bundle, Variables variables, Findings findings) {
        this.reading = Reading.of(findings, variables, new BundleFiles(bundle, findings));
    }

    public Map<String, @Nullable String> of(Mapping service) {
        Map<String, @Nullable String> environment = new TreeMap<>();
        new EnvironmentReader(reading).read(service).forEach((name, value) -> environment.put(name, value.reveal()));
        for (Values.Pair pair : reading.values().pairs(service, "environment")) {
            environment.putIfAbsent(pair.name(), null);
        }
        return environment;
    }

    /** Those of {@code label_file}, and over them those of {@code labels}. */
    public Map<String, String> labels(Mapping service) {
        Map<String, String> labels = new TreeMap<>();
        for (Scalar path : reading.values().textOrTexts(service, "label_file")) {
            BundleFiles.normal(path.text())
                    .flatMap(reading.files()::file)
                    .ifPresent(file -> labels.putAll(EnvFile.read(
                            path.text(), file.content(), Map.of(), Map.copyOf(labels), reading.findings())));
        }
        reading.values()
                .pairs(service, "labels")
                .forEach(pair -> labels.put(pair.name(), pair.value().orElse("")));
        return labels;
    }
}
