package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import java.util.List;
import java.util.Optional;

/** Volumes that should be there. */
final class VolumeDiffer {
    private final World world;
    private final Draft draft;

    VolumeDiffer(World world, Draft draft) {
        this.world = world;
        this.draft = draft;
    }

    /**
     * Ids of the steps after which the volume is there.
     *
     * @param expected it was there before, so its absence means that data was lost
     */
    List<String> ensure(VolumeSpec volume, String reason, boolean expected) {
        Optional<ObservedVolume> there = world.volume(volume.name());
        if (there.isPresent()) {
            check(volume, there.get());
            return List.of();
        }
        if (expected) {
            draft.say(Diagnostic.warning(
                            "volume.gone",
                            "volume %s was removed; it is made again, empty: what it held is gone"
                                    .formatted(volume.name()))
                    .suggest("restore it from a backup"));
        }
        return List.of(draft.add("volume:" + volume.name(), new Action.CreateVolume(volume), List.of(), reason));
    }

    void external(String name, String stack) {
        Optional<ObservedVolume> there = world.volume(name);
        // What a file declares has its key: without one it is Portolan's own, with files, secrets or certificates.
        if (there.filter(v -> world.isOurs(v.labels()) && !v.labels().containsKey(Labels.KEY))
                .isPresent()) {
            draft.object(Diagnostic.error(
                            "volume.private",
                            "volume %s holds what belongs to Portolan itself; no file can use it".formatted(name))
                    .about("stack " + stack));
        }
        if (there.isEmpty()) {
            draft.object(Diagnostic.error(
                            "volume.external-missing",
                            "the file says that volume %s exists already, and it does not".formatted(name))
                    .about("stack " + stack)
                    .suggest("docker volume create %s, or leave out external".formatted(name)));
        }
    }

    private void check(VolumeSpec wanted, ObservedVolume there) {
        String stack = wanted.labels().getOrDefault(Labels.STACK, "");
        if (!world.isOurs(there.labels())
                || !there.labels().getOrDefault(Labels.STACK, "").equals(stack)) {
            draft.object(Diagnostic.error(
                            "volume.foreign",
                            "a volume named %s exists and belongs to somebody else".formatted(wanted.name()))
                    .suggest("rename or remove it, or declare it external to use it as it is"));
        }
    }
}
