package io.portolan.compose.config;

import io.portolan.model.stack.Mount;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mount in canonical form. */
final class ConfigMount {
    private ConfigMount() {}

    static Map<String, @Nullable Object> of(Mount mount, String folder) {
        Form form = new Form();
        form.put("target", mount.target());
        form.flag("read_only", mount.readOnly());
        switch (mount) {
            case Mount.Volume volume -> {
                form.put("type", "volume");
                form.put("source", volume.volume());
                form.put("volume", volume.noCopy() ? Map.of("nocopy", true) : Map.of());
            }
            case Mount.Anonymous _ -> {
                form.put("type", "volume");
                form.put("volume", Map.of());
            }
            case Mount.Bind bind -> {
                bind(form, bind.hostPath(), bind.createHostPath(), bind.propagation());
            }
            case Mount.BundlePath path -> {
                bind(form, path.path().isEmpty() ? folder : folder + "/" + path.path(), true, "");
            }
            case Mount.Tmpfs tmpfs -> {
                form.put("type", "tmpfs");
                Form options = new Form();
                tmpfs.size().ifPresent(s -> options.put("size", String.valueOf(s)));
                tmpfs.mode().ifPresent(m -> options.put("mode", m));
                form.put("tmpfs", options.keys());
            }
        }
        return form.keys();
    }

    private static void bind(Form form, String source, boolean create, String propagation) {
        form.put("type", "bind");
        form.put("source", Form.escaped(source));
        Form options = new Form();
        options.flag("create_host_path", create);
        if (!propagation.isEmpty()) {
            options.put("propagation", propagation);
        }
        form.put("bind", options.keys());
    }
}
