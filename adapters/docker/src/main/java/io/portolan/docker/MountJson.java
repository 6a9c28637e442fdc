package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.Mount;
import java.util.ArrayList;
import java.util.List;

/** Mounts as the engine takes them. */
final class MountJson {
    private MountJson() {}

    static void write(ObjectNode host, List<Mount> mounts, FilesVolume files) {
        ArrayNode array = host.putArray("Mounts");
        List<String> binds = new ArrayList<>();
        for (Mount mount : mounts) {
            switch (mount) {
                case Mount.Volume v -> {
                    ObjectNode json = mount(array, "volume", v.volume(), v.target(), v.readOnly());
                    if (v.noCopy()) {
                        json.putObject("VolumeOptions").put("NoCopy", true);
                    }
                }
                case Mount.Anonymous a -> mount(array, "volume", "", a.target(), a.readOnly());
                case Mount.Bind b -> bind(array, binds, b);
                case Mount.BundlePath p -> {
                    // A path inside a volume: the engine before 26 mounts whole volumes only, its host path any part.
                    String source = files.mountpoint(p.volume()) + "/" + p.path();
                    mount(array, "bind", source, p.target(), p.readOnly());
                }
                case Mount.Tmpfs t -> {
                    ObjectNode options =
                            mount(array, "tmpfs", "", t.target(), false).putObject("TmpfsOptions");
                    t.size().ifPresent(s -> options.put("SizeBytes", s));
                    t.mode().ifPresent(m -> options.put("Mode", m));
                }
            }
        }
        if (!binds.isEmpty()) {
            ArrayNode json = host.putArray("Binds");
            binds.forEach(json::add);
        }
    }

    /** Only the old form of binds makes a missing host path, as Compose's short form asks. */
    private static void bind(ArrayNode mounts, List<String> binds, Mount.Bind bind) {
        if (bind.createHostPath()) {
            List<String> modes = new ArrayList<>();
            modes.add(bind.readOnly() ? "ro" : "rw");
            if (!bind.propagation().isEmpty()) {
                modes.add(bind.propagation());
            }
            binds.add(bind.hostPath() + ":" + bind.target() + ":" + String.join(",", modes));
            return;
        }
        ObjectNode json = mount(mounts, "bind", bind.hostPath(), bind.target(), bind.readOnly());
        if (!bind.propagation().isEmpty()) {
            json.putObject("BindOptions").put("Propagation", bind.propagation());
        }
    }

    private static ObjectNode mount(ArrayNode array, String type, String source, String target, boolean readOnly) {
        ObjectNode json =
                array.addObject().put("Type", type).put("Target", target).put("ReadOnly", readOnly);
        if (!source.isEmpty()) {
            json.put("Source", source);
        }
        return json;
    }
}
