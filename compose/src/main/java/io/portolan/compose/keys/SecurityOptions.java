package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code security_opt}: a seccomp profile is a file beside the Compose file, whose text the engine takes. */
final class SecurityOptions {
    private static final Pattern PROFILE = Pattern.compile("seccomp[=:](.+)", Pattern.DOTALL);

    private final Reading reading;

    SecurityOptions(Reading reading) {
        this.reading = reading;
    }

    List<String> read(Mapping service) {
        List<String> options = new ArrayList<>();
        for (Scalar option : reading.values().texts(service, "security_opt")) {
            profile(option.text())
                    .ifPresentOrElse(
                            path -> content(option, path).ifPresent(options::add), () -> options.add(option.text()));
        }
        return options.stream().distinct().toList();
    }

    /** The path of the profile that the option names. */
    static Optional<String> profile(String option) {
        Matcher profile = PROFILE.matcher(option);
        return profile.matches() && !profile.group(1).matches("unconfined|builtin|(?s:\\{.*)")
                ? Optional.of(profile.group(1))
                : Optional.empty();
    }

    private Optional<String> content(Scalar at, String path) {
        if (path.startsWith("/") || path.startsWith("~")) {
            reading.findings()
                    .error(
                            at,
                            "compose.path-outside",
                            "a seccomp profile comes with the deploy: its path is relative to the Compose file's folder");
            return Optional.empty();
        }
        Optional<Bundle.File> file = reading.files().relative(at, path).flatMap(reading.files()::file);
        if (file.isEmpty()) {
            reading.findings().error(at, "compose.missing-file", "this seccomp profile does not exist");
        }
        return file.map(f -> "seccomp=" + f.text());
    }
}
