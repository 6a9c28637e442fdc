package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.Secret;
import io.portolan.model.stack.ProcessSpec;
import java.util.List;
import java.util.Optional;

/** What runs: {@code command}, {@code entrypoint}, {@code environment}, {@code user} and the like. */
final class ProcessReader {
    private final Reading reading;
    private final EnvironmentReader environment;

    ProcessReader(Reading reading) {
        this.reading = reading;
        this.environment = new EnvironmentReader(reading);
    }

    ProcessSpec read(Mapping service) {
        Values values = reading.values();
        return new ProcessSpec(
                service.get("command").map(this::arguments),
                service.get("entrypoint").map(this::arguments),
                environment.read(service),
                values.text(service, "user"),
                values.text(service, "working_dir"),
                values.bool(service, "init"),
                values.flag(service, "tty"),
                values.flag(service, "stdin_open"));
    }

    /** "command": a text is split into words without a shell; an empty one clears the image's own. */
    List<Secret> arguments(Node node) {
        if (node instanceof Scalar) {
            return reading.values().scalar(node).map(this::words).orElse(List.of());
        }
        return reading.values().list(node).stream()
                .flatMap(n -> argument(n).stream())
                .map(Secret::new)
                .toList();
    }

    private Optional<String> argument(Node node) {
        // The official loader refuses booleans here; by their text there is no doubt what they mean as an argument.
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar.text());
        }
        reading.values().wrongType(node, "a text");
        return Optional.empty();
    }

    private List<Secret> words(Scalar line) {
        ShellWords.Split split = ShellWords.split(line.text());
        if (split.broken()) {
            reading.findings()
                    .error(
                            line,
                            "compose.invalid-command",
                            "a quote or parenthesis has no partner, or the line ends in a backslash",
                            "write it as a list: [\"program\", \"argument\"]");
        } else if (split.cutOff()) {
            reading.findings()
                    .warning(
                            line,
                            "compose.command-cut-off",
                            "no shell runs this line: it ends before the first unquoted ; & | < or >, as everywhere in"
                                    + " Compose (write [\"sh\", \"-c\", \"…\"] for a shell)");
        }
        return split.words().stream().map(Secret::new).toList();
    }
}
