package io.portolan.planner;

import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.planner.ContainerDiffer.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Containers that cannot be brought up, since a network, a volume or an image of theirs neither is there nor can be made, or
 * somebody else holds it, a host port or the container's name. That is told where it is found; here they are left as they are, so that all others are brought up.
 */
final class Stranded {
    private final World world;
    private final Draft draft;
    private final String stackId;
    private final PortRegistry ports;
    private final Set<String> madeVolumes;

    Stranded(World world, StackBlueprint stack, Draft draft) {
        this.world = world;
        this.draft = draft;
        this.stackId = stack.stack().id();
        this.ports = new PortRegistry(world);
        this.madeVolumes = stack.volumes().stream().map(VolumeSpec::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The change without what cannot be. */
    ServiceChange left(ServiceChange change) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>(change.verdicts());
        boolean lacks = change.bringsUp()
                && (change.service().volumes().stream().anyMatch(this::isMissing)
                        || change.service().hostPorts().stream().anyMatch(p -> !ports.isFree(p, stackId)));
        boolean nothingToRun = change.service().images().stream().anyMatch(world::cannotHave);
        for (ContainerSpec container : change.service().containers()) {
            Verdict verdict = change.verdict(container);
            boolean nowhereToBe = container.networking().attachments().stream()
                    .map(Attachment::network)
                    .anyMatch(this::isMissingNetwork);
            if ((verdict.bringsUp() && (nowhereToBe || lacks)) || (verdict.creates() && nothingToRun)) {
                verdicts.put(container.name(), Verdict.LEAVE);
            }
        }
        boolean taken = change.service().containerNames().stream()
                .anyMatch(n ->
                        world.containerNamed(n).filter(c -> !world.isOurs(c)).isPresent());
        ServiceChange left = change.leaving(verdicts);
        return taken ? left.keepingOthers() : left;
    }

    /** Asked after the steps that make networks are known. */
    private boolean isMissingNetwork(String network) {
        return world.isUsurped(network) || (world.network(network).isEmpty() && !draft.has("network:" + network));
    }

    private boolean isMissing(String volume) {
        boolean made = madeVolumes.contains(volume);
        return world.volume(volume).map(v -> made && !world.isOurs(v.labels())).orElse(!made);
    }
}
