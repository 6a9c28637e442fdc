package io.portolan.model.stack;

import io.portolan.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Commands that run inside a container: after it has started, and before it is told to stop. */
public record Hooks(List<Hook> postStart, List<Hook> preStop) {
    public Hooks {
        postStart = List.copyOf(postStart);
        preStop = List.copyOf(preStop);
    }

    public static Hooks none() {
        return new Hooks(List.of(), List.of());
    }

    /** @param user "" for the container's own, as {@code workingDir} */
    public record Hook(
            List<Secret> command, String user, boolean privileged, String workingDir, Map<String, Secret> environment) {
        public Hook {
            command = List.copyOf(command);
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(workingDir, "workingDir");
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }
    }
}
