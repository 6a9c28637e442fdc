package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What was observed, by the names and stacks that a plan asks for, so that a full server costs no more than a look-up. */
final class ObservedIndex {
    private static final String NO_STACK = "";

    private final Observed observed;
    private final String instance;
    private final Map<String, ObservedContainer> containers;
    private final Map<String, ObservedNetwork> networks;
    private final Map<String, ObservedVolume> volumes;
    private final Map<String, ObservedImage> images;
    private final Map<String, List<ObservedContainer>> containersOfStacks;
    private final Map<String, List<ObservedNetwork>> networksOfStacks;
    private final Map<String, List<ObservedVolume>> volumesOfStacks;
    private final List<ObservedContainer> proxies;
    private final Map<String, List<ObservedContainer>> strangers = new HashMap<>();

    /** @param instance whose things count as a stack's */
    ObservedIndex(Observed observed, String instance) {
        this.observed = observed;
        this.instance = instance;
        containers = byName(observed.containers(), ObservedContainer::name);
        networks = byName(observed.networks(), ObservedNetwork::name);
        volumes = byName(observed.volumes(), ObservedVolume::name);
        images = byName(observed.images(), ObservedImage::reference);
        containersOfStacks =
                byStack(observed.containers(), ObservedContainer::labels, instance, ObservedContainer::name);
        networksOfStacks = byStack(observed.networks(), ObservedNetwork::labels, instance, ObservedNetwork::name);
        volumesOfStacks = byStack(observed.volumes(), ObservedVolume::labels, instance, ObservedVolume::name);
        observed.containers().stream()
                .filter(c -> !c.isOf(instance) && World.isUp(c))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .forEach(c -> c.attachments().forEach(a -> strangers
                        .computeIfAbsent(a.network(), _ -> new ArrayList<>())
                        .add(c)));
        proxies = containersOfStacks.getOrDefault(NO_STACK, List.of()).stream()
                .filter(c -> "proxy".equals(c.labels().get(Labels.ROLE)))
                .toList();
    }

    private static <T> Map<String, List<T>> byStack(
            List<T> all, Function<T, Map<String, String>> labels, String instance, Function<T, String> name) {
        Map<String, List<T>> index = new HashMap<>();
        for (T each : all) {
            Map<String, String> told = labels.apply(each);
            if (instance.equals(told.get(Labels.INSTANCE))) {
                index.computeIfAbsent(told.getOrDefault(Labels.STACK, NO_STACK), _ -> new ArrayList<>())
                        .add(each);
            }
        }
        index.values().forEach(ofStack -> ofStack.sort(Comparator.comparing(name)));
        return index;
    }

    /** Whether it was made of this very look. */
    @SuppressWarnings("ReferenceEquality") // To compare all that is on a server would cost more than another index.
    boolean isOf(Observed other, String ofInstance) {
        return observed == other && instance.equals(ofInstance);
    }

    /** An engine has each name once; of two the first one counts. */
    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        Map<String, T> index = HashMap.newHashMap(all.size());
        all.forEach(each -> index.putIfAbsent(name.apply(each), each));
        return index;
    }

    Optional<ObservedContainer> container(String name) {
        return Optional.ofNullable(containers.get(name));
    }

    Optional<ObservedNetwork> network(String name) {
        return Optional.ofNullable(networks.get(name));
    }

    Optional<ObservedVolume> volume(String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    Optional<ObservedImage> image(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    /** Ours that carry the stack's label, whatever their role is, by name. */
    List<ObservedContainer> containersOf(String stackId) {
        return containersOfStacks.getOrDefault(stackId, List.of());
    }

    /** Ours that were made for the stack, by name. */
    List<ObservedNetwork> networksOf(String stackId) {
        return networksOfStacks.getOrDefault(stackId, List.of());
    }

    /** Ours that were made for the stack, by name. */
    List<ObservedVolume> volumesOf(String stackId) {
        return volumesOfStacks.getOrDefault(stackId, List.of());
    }

    /** Containers of others that run on the network, by name. */
    List<ObservedContainer> strangersOn(String network) {
        return strangers.getOrDefault(network, List.of());
    }

    /** Our HTTP proxies, by name. */
    List<ObservedContainer> proxies() {
        return proxies;
    }
}
