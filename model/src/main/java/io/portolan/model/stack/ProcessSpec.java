package io.portolan.model.stack;

import io.portolan.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs in the container. Absent values leave the image's own in force; a present empty list clears it.
 *
 * @param command arguments, secrets since templates put passwords there
 * @param environment in the file's order
 */
public record ProcessSpec(
        Optional<List<Secret>> command,
        Optional<List<Secret>> entrypoint,
        Map<String, Secret> environment,
        Optional<String> user,
        Optional<String> workingDir,
        Optional<Boolean> init,
        boolean tty,
        boolean stdinOpen) {
    public ProcessSpec {
        command = command.map(List::copyOf);
        entrypoint = entrypoint.map(List::copyOf);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** With these variables too, in the order of their names; one that it has itself stays. */
    public ProcessSpec withDefaults(Map<String, Secret> defaults) {
        Map<String, Secret> all = new LinkedHashMap<>(environment);
        new TreeMap<>(defaults).forEach(all::putIfAbsent);
        return new ProcessSpec(command, entrypoint, all, user, workingDir, init, tty, stdinOpen);
    }

    public static ProcessSpec ofImage() {
        return new ProcessSpec(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }
}
