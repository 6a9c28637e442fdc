package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.VolumeSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has to be there before a stack's containers can be made: networks, volumes, files, images. */
final class Preparations {
    private final World world;
    private final StackBlueprint stack;
    private final boolean repair;
    private final Draft draft;
    private final Set<String> all = new TreeSet<>();
    private final Map<String, List<String>> providers = new HashMap<>();

    Preparations(World world, StackBlueprint stack, boolean repair, Draft draft) {
        this.world = world;
        this.stack = stack;
        this.repair = repair;
        this.draft = draft;
    }

    void networks(NetworkDiffer networks) {
        stack.networks().forEach(n -> all.addAll(networks.ensure(stack.stack(), n)));
        if (!stack.stack().domains().isEmpty()) {
            world.desired().destination(stack.stack().destinationId()).ifPresent(d -> all.addAll(networks.ensure(d)));
        }
        LinkRollout links = new LinkRollout(world, stack.stack(), draft);
        all.addAll(links.networks(networks));
        if (!repair) {
            // In a repair each stack sees to its own containers.
            providers.putAll(links.connectProviders());
        }
    }

    void plan(List<ServiceChange> changes) {
        volumes();
        ImageDiffer images = new ImageDiffer(world, draft);
        changes.stream()
                .filter(ServiceChange::creates)
                .flatMap(c -> c.service().images().stream())
                .forEach(image -> all.addAll(images.ensure(image, repair)));
        files(changes);
        grants(changes);
    }

    /** Ids of all steps of this kind. */
    Collection<String> all() {
        return all;
    }

    /** Ids that a service's containers wait for; some may name steps that are not needed. */
    List<String> of(ServiceBlueprint service) {
        List<String> ids = new ArrayList<>();
        service.containers().stream()
                .flatMap(c -> c.networking().attachments().stream())
                .map(a -> "network:" + a.network())
                .distinct()
                .forEach(ids::add);
        service.volumes().forEach(v -> ids.add("volume:" + v));
        service.images().forEach(image -> ids.add("pull:" + image.reference()));
        if (service.usesFiles()) {
            ids.add(filesStep());
        }
        service.grants().keySet().forEach(v -> ids.add("grants:" + v));
        ids.removeIf(id -> !all.contains(id));
        ids.addAll(providers.getOrDefault(service.name(), List.of()));
        return ids;
    }

    private void volumes() {
        VolumeDiffer volumes = new VolumeDiffer(world, draft);
        String files = Naming.filesVolume(stack.stack().slug());
        Set<String> own = stack.volumes().stream().map(VolumeSpec::name).collect(Collectors.toSet());
        boolean wasDeployed = repair && !world.containersOf(stack.stack().id()).isEmpty();
        for (VolumeSpec volume : stack.volumes()) {
            if (volume.name().equals(files)) {
                all.addAll(volumes.ensure(volume, "the files of the deploy", false));
            } else if (isOfGrants(volume)) {
                all.addAll(volumes.ensure(volume, "the configs and secrets of the deploy", false));
            } else {
                all.addAll(
                        volumes.ensure(volume, "data of stack " + stack.stack().name(), wasDeployed));
            }
        }
        stack.services().stream()
                .flatMap(s -> s.volumes().stream())
                .filter(v -> !own.contains(v))
                .distinct()
                .forEach(v -> volumes.external(v, stack.stack().name()));
    }

    /** Written anew whenever a container that reads them is brought up: a plan cut off in between may have left half. */
    private void files(List<ServiceChange> changes) {
        List<ServiceChange> readers =
                changes.stream().filter(c -> c.service().usesFiles()).toList();
        String volume = Naming.filesVolume(stack.stack().slug());
        writer(readers, volume)
                .ifPresent(r -> all.add(draft.add(
                        filesStep(),
                        new Action.WriteFiles(volume, stack.stack().id(), image(r)),
                        List.of("volume:" + volume, "pull:" + image(r)),
                        "the files that came with the deploy")));
    }

    /**
     * Written anew whenever a container that reads them is brought up, like the files; what is in such a volume already
     * is the same.
     */
    private void grants(List<ServiceChange> changes) {
        for (VolumeSpec volume : stack.volumes()) {
            if (isOfGrants(volume)) {
                List<ServiceChange> readers = changes.stream()
                        .filter(c -> c.service().grants().containsKey(volume.name()))
                        .toList();
                writer(readers, volume.name()).ifPresent(r -> write(r, volume.name()));
            }
        }
    }

    private void write(ServiceChange reader, String grants) {
        SortedSet<String> paths = reader.service().grants().getOrDefault(grants, new TreeSet<>());
        all.add(draft.add(
                "grants:" + grants,
                new Action.WriteGrants(grants, stack.stack().id(), image(reader), paths),
                List.of("volume:" + grants, "pull:" + image(reader)),
                "the configs and secrets of " + reader.service().name()));
    }

    private static boolean isOfGrants(VolumeSpec volume) {
        return OwnerLabels.GRANTS.equals(volume.labels().get(Labels.ROLE));
    }

    /** Whose image serves to write into a volume, if anything has to be written. */
    private Optional<ServiceChange> writer(List<ServiceChange> readers, String volume) {
        boolean missing = world.volume(volume).isEmpty();
        Optional<ServiceChange> writer = readers.stream()
                .filter(ServiceChange::bringsUp)
                .findFirst()
                .or(() -> readers.stream()
                        .filter(r ->
                                missing && !world.cannotHave(r.service().spec().image()))
                        .findFirst());
        writer.ifPresent(w -> all.addAll(
                new ImageDiffer(world, draft).ensure(w.service().spec().image(), repair || !w.creates())));
        return writer;
    }

    private static String image(ServiceChange change) {
        return change.service().spec().image().reference();
    }

    private String filesStep() {
        return "files:" + Naming.filesVolume(stack.stack().slug());
    }
}
