package io.portolan.compose.keys;

import io.portolan.compose.yaml.Scalar;
import java.util.Set;

/** The third part of a mount in short form: {@code ro,z}. */
record MountModes(boolean readOnly, boolean noCopy, String propagation) {
    private static final Set<String> PROPAGATION =
            Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave");

    static boolean isPropagation(String text) {
        return PROPAGATION.contains(text);
    }

    static MountModes parse(String text, Scalar at, Values values) {
        boolean readOnly = false;
        boolean noCopy = false;
        String propagation = "";
        for (String mode : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            switch (mode) {
                case "ro" -> readOnly = true;
                case "rw", "cached", "delegated", "consistent" -> {
                    // The default; and consistency, which the specification leaves to platforms that share files with
                    // a virtual machine.
                }
                case "nocopy" -> noCopy = true;
                case "z", "Z" ->
                    values.findings()
                            .warning(
                                    at,
                                    "compose.no-meaning",
                                    "SELinux labels are not set: `%s` is left out".formatted(mode));
                default -> {
                    if (isPropagation(mode)) {
                        propagation = mode;
                    } else {
                        values.wrong(
                                at,
                                MountsReader.INVALID,
                                "has a mode that is none of ro, rw, z, Z, nocopy"
                                        + " and the propagations (rprivate, rshared, …)");
                    }
                }
            }
        }
        return new MountModes(readOnly, noCopy, propagation);
    }
}
