package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.planner.Desired.Destination;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a plan is made from, and the questions that all parts of the planner ask of it. */
record World(Desired desired, Observed observed, Facts facts) {
    String instance() {
        return desired.owner().instance();
    }

    /** Only what carries this instance's label is ever changed. */
    boolean isOurs(Map<String, String> labels) {
        return instance().equals(labels.get(Labels.INSTANCE));
    }

    boolean isOurs(ObservedContainer container) {
        return isOurs(container.labels());
    }

    /** As the engine takes a reference: a name, an id, or the beginning of a single one. */
    Optional<ObservedContainer> container(String reference) {
        String name = reference.startsWith("/") ? reference.substring(1) : reference;
        Optional<ObservedContainer> exact = observed.containers().stream()
                .filter(c -> c.id().equals(reference))
                .findFirst()
                .or(() -> observed.container(name));
        List<ObservedContainer> begun = observed.containers().stream()
                .filter(c -> !reference.isEmpty() && c.id().startsWith(reference))
                .toList();
        return exact.isPresent() || begun.size() != 1 ? exact : Optional.of(begun.getFirst());
    }

    /** Whether the image is on the server, for the platform that is asked for. */
    boolean has(ImageRef image) {
        return observed.image(image.reference())
                .filter(i -> i.isFor(image.platform()))
                .isPresent();
    }

    /** Whether the image is neither there nor ever pulled. */
    boolean cannotHave(ImageRef image) {
        return image.pullPolicy() == PullPolicy.NEVER && !has(image);
    }

    /** A stack's containers, whatever revision made them, by name. */
    List<ObservedContainer> containersOf(String stackId) {
        return observed.containers().stream()
                .filter(this::isOurs)
                .filter(c -> "app".equals(c.labels().get(Labels.ROLE)))
                .filter(c -> stackId.equals(c.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
    }

    /**
     * Containers through which files of a stack are written. Whoever writes removes them, so those that are seen were
     * left by a daemon that ended meanwhile; the engine removes no volume that they hold.
     */
    List<ObservedContainer> helpersOf(String stackId) {
        return observed.containers().stream()
                .filter(this::isOurs)
                .filter(c -> "helper".equals(c.labels().get(Labels.ROLE)))
                .filter(c -> stackId.equals(c.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
    }

    /** The networks that were made for a stack, whatever revision made them, by name. */
    List<ObservedNetwork> networksOf(String stackId) {
        return observed.networks().stream()
                .filter(n -> isOurs(n.labels()))
                .filter(n -> stackId.equals(n.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedNetwork::name))
                .toList();
    }

    /** Volumes with configs and secrets of a stack, whatever revision they are of, by name. */
    List<ObservedVolume> grantsOf(String stackId) {
        return observed.volumes().stream()
                .filter(v -> isOurs(v.labels()))
                .filter(v -> OwnerLabels.GRANTS.equals(v.labels().get(Labels.ROLE)))
                .filter(v -> stackId.equals(v.labels().get(Labels.STACK)))
                .sorted(Comparator.comparing(ObservedVolume::name))
                .toList();
    }

    /** Our HTTP proxies, current and replaced ones, by name. */
    List<ObservedContainer> proxies() {
        return observed.containers().stream()
                .filter(this::isOurs)
                .filter(c -> "proxy".equals(c.labels().get(Labels.ROLE)))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
    }

    boolean aProxyRuns() {
        return proxies().stream().anyMatch(c -> c.state().running());
    }

    String networkOf(Destination destination) {
        return destination.adoptedNetwork().orElseGet(() -> Naming.destinationNetwork(instance(), destination.name()));
    }

    Optional<String> networkOfDestination(String id) {
        return desired.destination(id).map(this::networkOf);
    }

    List<Destination> destinations() {
        return desired.destinations().stream()
                .sorted(Comparator.comparing(Destination::name).thenComparing(Destination::id))
                .toList();
    }

    List<Desired.Stack> stacks() {
        return desired.stacks().stream()
                .sorted(Comparator.comparing(Desired.Stack::slug).thenComparing(Desired.Stack::id))
                .toList();
    }

    /** Whether a container holds ports and answers: it runs, or would if it were let. */
    static boolean isUp(ObservedContainer container) {
        Status status = container.state().status();
        return status == Status.RUNNING || status == Status.RESTARTING || status == Status.PAUSED;
    }
}
