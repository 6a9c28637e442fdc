package io.portolan.compose.keys;

import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code tmpfs: /path:size=64m,mode=1777,noexec}: what stands behind the path are options of the kernel. The engine takes
 * these and refuses all others (its manual, "tmpfs mounts", and {@code --tmpfs} of {@code docker run}).
 */
final class TmpfsOptions {
    private static final Set<String> FLAGS = Set.of(
            "ro",
            "rw",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "exec",
            "noexec",
            "sync",
            "async",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "bind",
            "rbind",
            "unbindable",
            "runbindable",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime");
    private static final Set<String> VALUES = Set.of("uid", "gid", "nr_inodes", "nr_blocks", "mpol");

    private final Values values;

    TmpfsOptions(Values values) {
        this.values = values;
    }

    /** @param options with commas between them, possibly none */
    Optional<Mount> read(Scalar at, String target, String options) {
        OptionalLong size = OptionalLong.empty();
        OptionalInt mode = OptionalInt.empty();
        List<String> others = new ArrayList<>();
        for (String option : options.isEmpty() ? new String[0] : options.split(",", -1)) {
            String[] parts = option.strip().split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            if (parts[0].equals("size") && Quantities.bytes(value).isPresent()) {
                size = Quantities.bytes(value);
            } else if (parts[0].equals("mode") && MountsReader.octal(value).isPresent()) {
                mode = MountsReader.octal(value);
            } else if (isOther(parts[0], parts.length == 2, value) || isShare(parts[0], value)) {
                others.add(option.strip());
            } else if (!option.isBlank()) {
                wrong(at, parts[0]);
            }
        }
        others.remove("rw");
        return Optional.of(new Mount.Tmpfs(target, size, mode, String.join(",", others)));
    }

    private static boolean isOther(String name, boolean hasValue, String value) {
        return hasValue
                ? VALUES.contains(name) && (name.equals("mpol") ? !value.isEmpty() : value.matches("[0-9]+[kKmMgG]?"))
                : FLAGS.contains(name);
    }

    /** {@code size=50%}: of the server's memory. */
    private static boolean isShare(String name, String value) {
        return name.equals("size") && value.matches("[0-9]{1,3}%");
    }

    private void wrong(Scalar at, String name) {
        List<String> known = new ArrayList<>(FLAGS);
        known.addAll(VALUES);
        known.addAll(List.of("size", "mode"));
        if (known.contains(name)) {
            values.wrong(at, MountsReader.INVALID, "gives the option %s no value that it can have".formatted(name));
            return;
        }
        String message = "%s is no option of a tmpfs that an engine takes".formatted(Shown.quoted(name));
        Nearest.to(name, known)
                .ifPresentOrElse(
                        near -> values.findings()
                                .error(at, MountsReader.INVALID, message, "did you mean `" + near + "`?"),
                        () -> values.findings().error(at, MountsReader.INVALID, message));
    }
}
