package io.portolan.compose.config;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code volumes} of a service: every mount in long form, of two for the same target the later one. */
final class MountForm {
    private static final Set<String> PROPAGATION =
            Set.of("private", "rprivate", "shared", "rshared", "slave", "rslave");

    private final FolderPaths paths;

    MountForm(FolderPaths paths) {
        this.paths = paths;
    }

    List<Object> all(List<Node> items) {
        Map<String, Object> mounts = new LinkedHashMap<>();
        for (Node item : items) {
            Map<String, @Nullable Object> mount =
                    item instanceof Mapping form ? lengthy(form) : brief(Trees.text(item));
            mounts.put(String.valueOf(mount.get("target")), mount);
        }
        return List.copyOf(mounts.values());
    }

    private Map<String, @Nullable Object> lengthy(Mapping source) {
        Form form = new Form(source)
                .texts("type", "source", "target", "consistency")
                .flags("read_only")
                .nested("bind", MountForm::bind)
                .nested("volume", v -> v.flags("nocopy").texts("subpath").pairs("labels"))
                .nested("tmpfs", MountForm::tmpfs)
                .nested("image", i -> i.texts("subpath"));
        if ("bind".equals(form.keys().get("type")) && form.keys().get("source") instanceof String path) {
            form.put("source", paths.absolute(path));
        }
        if (form.keys().get("target") instanceof String target) {
            form.put("target", FolderPaths.clean(target));
        }
        return form.keys();
    }

    /** A mode is octal in every spelling, and printed as the number that it is. */
    private static Form tmpfs(Form form) {
        form.scalar("mode")
                .map(m -> m.text().replaceFirst("^0?o?", ""))
                .filter(m -> m.matches("[0-7]{1,6}"))
                .ifPresent(m -> form.put("mode", Integer.parseInt(m, 8)));
        return form.bytes("size");
    }

    private static Form bind(Form form) {
        form.texts("selinux", "propagation", "recursive").booleans("create_host_path");
        // True is the default, which the official program leaves out.
        if (Boolean.TRUE.equals(form.keys().get("create_host_path"))) {
            form.keys().remove("create_host_path");
        }
        return form;
    }

    private Map<String, @Nullable Object> brief(String text) {
        String[] parts = text.split(":", 3);
        String source = parts.length > 1 ? parts[0] : "";
        String target = parts.length > 1 ? parts[1] : parts[0];
        boolean isBind = source.startsWith("/") || source.startsWith(".") || source.startsWith("~");
        Form options = new Form(Trees.EMPTY);
        Form form = new Form(Trees.EMPTY);
        for (String mode : parts.length == 3 ? parts[2].split(",") : new String[0]) {
            if (mode.equals("ro")) {
                form.put("read_only", true);
            } else if (mode.equals("nocopy")) {
                options.put("nocopy", true);
            } else if (mode.equals("z") || mode.equals("Z")) {
                options.put("selinux", mode);
            } else if (PROPAGATION.contains(mode)) {
                options.put("propagation", mode);
            }
        }
        form.put("type", isBind ? "bind" : "volume").put("target", FolderPaths.clean(target));
        form.unlessEmpty("source", isBind ? paths.absolute(source) : source);
        return form.put(isBind ? "bind" : "volume", options.keys()).keys();
    }
}
