package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.stack.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mounts as the engine takes them. */
final class MountJson {
    private final EngineLookups lookups;
    private final ApiVersion version;
    private final ArrayNode mounts = EngineHttp.JSON.createArrayNode();
    private final List<String> binds = new ArrayList<>();
    private final Map<String, String> memory = new LinkedHashMap<>();

    MountJson(EngineLookups lookups, ApiVersion version) {
        this.lookups = lookups;
        this.version = version;
    }

    void write(ObjectNode host, List<Mount> specified) {
        for (Mount mount : specified) {
            switch (mount) {
                case Mount.Volume v -> volume(v);
                case Mount.Anonymous a -> anonymous(a);
                case Mount.Bind b -> bind(b);
                case Mount.BundlePath p -> bind(onHost(p));
                case Mount.Grant g -> bind(onHost(g));
                case Mount.Tmpfs t -> tmpfs(t);
                case Mount.Image i -> image(i);
            }
        }
        host.set("Mounts", mounts);
        host.set("Binds", Json.array(binds));
        if (!memory.isEmpty()) {
            host.set("Tmpfs", Json.object(memory));
        }
    }

    private void volume(Mount.Volume volume) {
        ObjectNode json = add("volume", volume.target(), volume.readOnly()).put("Source", volume.volume());
        if (volume.noCopy() || !volume.subpath().isEmpty()) {
            ObjectNode options = json.putObject("VolumeOptions").put("NoCopy", volume.noCopy());
            if (!volume.subpath().isEmpty()) {
                version.require(version.mountsSubpaths(), "volume.subpath", "26.0");
                options.put("Subpath", volume.subpath());
            }
        }
    }

    private void anonymous(Mount.Anonymous volume) {
        ObjectNode json = add("volume", volume.target(), volume.readOnly());
        if (!volume.labels().isEmpty()) {
            json.putObject("VolumeOptions").set("Labels", Json.object(volume.labels()));
        }
    }

    /** Only newer engines mount a path inside a volume; its folder on the host can be mounted everywhere. */
    private Mount.Bind onHost(Mount.Grant grant) {
        return new Mount.Bind(
                VolumePath.resolve(lookups.mountpoint(grant.volume()), grant.path()), grant.target(), true, false, "");
    }

    private Mount.Bind onHost(Mount.BundlePath bundle) {
        return new Mount.Bind(
                VolumePath.resolve(lookups.mountpoint(bundle.volume()), bundle.path()),
                bundle.target(),
                bundle.readOnly(),
                bundle.digest().isEmpty(),
                bundle.propagation(),
                bundle.recursive());
    }

    /** Before API 1.42 only the old form of binds makes a host path that is missing. */
    private void bind(Mount.Bind bind) {
        if (bind.createHostPath() && !version.makesMountpoints()) {
            version.require(bind.recursive().isEmpty(), "bind.recursive", "23.0");
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
        if (!bind.recursive().isEmpty()) {
            recursive(options, bind.recursive());
        }
    }

    private void recursive(ObjectNode options, String recursive) {
        switch (recursive) {
            case "disabled" -> options.put("NonRecursive", true);
            case "writable", "readonly" -> {
                version.require(version.choosesReadOnlyMounts(), "bind.recursive: " + recursive, "25.0");
                options.put(recursive.equals("writable") ? "ReadOnlyNonRecursive" : "ReadOnlyForceRecursive", true);
            }
            default ->
                throw new IllegalStateException("a bind is recursive in a way that the model knows: " + recursive);
        }
    }

    /** Only the older form takes options of the kernel, in every version of the API. */
    private void tmpfs(Mount.Tmpfs tmpfs) {
        if (tmpfs.options().isEmpty()) {
            ObjectNode options = add("tmpfs", tmpfs.target(), false).putObject("TmpfsOptions");
            tmpfs.size().ifPresent(s -> options.put("SizeBytes", s));
            tmpfs.mode().ifPresent(m -> options.put("Mode", m));
            return;
        }
        List<String> options = new ArrayList<>(List.of(tmpfs.options()));
        tmpfs.size().ifPresent(s -> options.add("size=" + s));
        tmpfs.mode().ifPresent(m -> options.add("mode=" + Integer.toOctalString(m)));
        memory.put(tmpfs.target(), String.join(",", options));
    }

    private void image(Mount.Image image) {
        version.require(version.mountsImages(), "type: image", "28.0");
        ObjectNode json = add("image", image.target(), image.readOnly()).put("Source", image.reference());
        if (!image.subpath().isEmpty()) {
            json.putObject("ImageOptions").put("Subpath", image.subpath());
        }
    }

    private ObjectNode add(String type, String target, boolean readOnly) {
        return mounts.addObject().put("Type", type).put("Target", target).put("ReadOnly", readOnly);
    }
}
