package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.Mount;
import java.util.ArrayList;
import java.util.List;

/** Mounts as the engine takes them. */
final class MountJson {
    private final EngineLookups lookups;
    private final ApiVersion version;
    private final ArrayNode mounts = EngineHttp.JSON.createArrayNode();
    private final List<String> binds = new ArrayList<>();

    MountJson(EngineLookups lookups, ApiVersion version) {
        this.lookups = lookups;
        this.version = version;
    }

    void write(ObjectNode host, List<Mount> specified) {
        for (Mount mount : specified) {
            switch (mount) {
                case Mount.Volume v -> volume(v);
                case Mount.Anonymous a -> add("volume", a.target(), a.readOnly());
                case Mount.Bind b -> bind(b);
                // Only newer engines mount a path inside a volume; its folder on the host can be mounted everywhere.
                case Mount.BundlePath p ->
                    bind(new Mount.Bind(
                            VolumePath.resolve(lookups.mountpoint(p.volume()), p.path()),
                            p.target(),
                            p.readOnly(),
                            p.digest().isEmpty(),
                            ""));
                case Mount.Grant g ->
                    bind(new Mount.Bind(
                            VolumePath.resolve(lookups.mountpoint(g.volume()), g.path()), g.target(), true, false, ""));
                case Mount.Tmpfs t -> {
                    ObjectNode options = add("tmpfs", t.target(), false).putObject("TmpfsOptions");
                    t.size().ifPresent(s -> options.put("SizeBytes", s));
                    t.mode().ifPresent(m -> options.put("Mode", m));
                }
            }
        }
        host.set("Mounts", mounts);
        host.set("Binds", Json.array(binds));
    }

    private void volume(Mount.Volume volume) {
        ObjectNode json = add("volume", volume.target(), volume.readOnly()).put("Source", volume.volume());
        if (volume.noCopy()) {
            json.putObject("VolumeOptions").put("NoCopy", true);
        }
    }

    /** Before API 1.42 only the old form of binds makes a host path that is missing. */
    private void bind(Mount.Bind bind) {
        if (bind.createHostPath() && !version.makesMountpoints()) {
            String mode = bind.readOnly() ? "ro" : "rw";
            binds.add(bind.hostPath() + ":" + bind.target() + ":" + mode
                    + (bind.propagation().isEmpty() ? "" : "," + bind.propagation()));
            return;
        }
        ObjectNode json = add("bind", bind.target(), bind.readOnly()).put("Source", bind.hostPath());
        ObjectNode options = json.putObject("BindOptions");
        if (bind.createHostPath()) {
            options.put("CreateMountpoint", true);
        }
        if (!bind.propagation().isEmpty()) {
            options.put("Propagation", bind.propagation());
        }
    }

    private ObjectNode add(String type, String target, boolean readOnly) {
        return mounts.addObject().put("Type", type).put("Target", target).put("ReadOnly", readOnly);
    }
}
