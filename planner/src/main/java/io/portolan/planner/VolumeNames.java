package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** From the file's volume keys to engine names. */
final class VolumeNames {
    private VolumeNames() {}

    static Optional<DeclaredVolume> declared(Stack stack, String key) {
        return stack.spec().volumes().stream().filter(v -> v.key().equals(key)).findFirst();
    }

    /** An external volume has the name its owner gave it; every other one is the stack's own. */
    static String engineName(Stack stack, String key) {
        return declared(stack, key)
                .filter(DeclaredVolume::external)
                .map(v -> v.name().isEmpty() ? key : v.name())
                .orElseGet(() -> Naming.volume(stack.slug(), key));
    }

    /**
     * The volume of a service's configs and secrets. By path and digest: where they are mounted is not in it.
     *
     * @param key so that the name tells nothing of what is inside
     */
    static String grants(Stack stack, ServiceSpec service, Secret key) {
        SortedMap<String, String> digests = new TreeMap<>();
        service.mounts().forEach(m -> {
            if (m instanceof Mount.Grant grant) {
                digests.put(grant.path(), grant.digest());
            }
        });
        return digests.isEmpty() ? "" : Naming.grantsVolume(stack.slug(), Fingerprint.of(key, digests));
    }

    /** @param grants where the service's configs and secrets are */
    static Mount toEngine(Stack stack, Mount mount, String grants) {
        return switch (mount) {
            case Mount.Volume v -> v.of(engineName(stack, v.volume()));
            case Mount.BundlePath b -> b.in(Naming.filesVolume(stack.slug()));
            case Mount.Grant g -> new Mount.Grant(grants, g.path(), g.target(), g.digest());
            case Mount.Anonymous a -> a;
            case Mount.Bind b -> b;
            case Mount.Tmpfs t -> t;
            case Mount.Image i -> i;
        };
    }

    /** What a person should know of the names that came out. */
    static List<Diagnostic> notes(Stack stack) {
        return stack.spec().volumes().stream()
                .filter(v -> !v.external() && !v.name().isEmpty())
                .sorted(Comparator.comparing(DeclaredVolume::key))
                .map(v -> Diagnostic.info(
                                "volume.fixed-name",
                                "volume %s is made as %s: the file fixes the name %s, which another stack could use too"
                                        .formatted(v.key(), Naming.volume(stack.slug(), v.key()), v.name()))
                        .about("stack " + stack.name())
                        .suggest("declare it external to use an existing volume of that name"))
                .toList();
    }
}
