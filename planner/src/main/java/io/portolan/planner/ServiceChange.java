package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.ContainerDiffer.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has to happen to a service.
 *
 * @param verdicts for each container that should be, by its name
 * @param leftovers containers of other versions of the service, or of replicas that are no longer wanted
 * @param isNew the service has no container yet and never had one
 */
record ServiceChange(
        ServiceBlueprint service, Map<String, Verdict> verdicts, List<ObservedContainer> leftovers, boolean isNew) {

    static ServiceChange of(
            ServiceBlueprint service, List<ObservedContainer> ofStack, ContainerDiffer differ, boolean repair) {
        List<ObservedContainer> own = ofStack.stream()
                .filter(c -> service.name().equals(c.labels().get(Labels.SERVICE)))
                .toList();
        List<ObservedContainer> leftovers = own.stream()
                .filter(c -> !service.containerNames().contains(c.name()))
                .toList();
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        service.containers().forEach(c -> verdicts.put(c.name(), differ.verdict(service, c, !leftovers.isEmpty())));
        return new ServiceChange(service, verdicts, leftovers, own.isEmpty() && !repair);
    }

    /** The same with other verdicts; if they leave as it is what was to come up, its other versions are left too. */
    ServiceChange leaving(Map<String, Verdict> others) {
        boolean more = others.entrySet().stream()
                .anyMatch(e -> e.getValue() == Verdict.LEAVE && verdicts.get(e.getKey()) != Verdict.LEAVE);
        boolean nothingComes = others.values().stream().noneMatch(Verdict::bringsUp);
        return new ServiceChange(service, others, more && nothingComes ? List.of() : leftovers, isNew);
    }

    /** The same without letting go of its other versions, whose place is not taken by what should. */
    ServiceChange keepingOthers() {
        return new ServiceChange(service, verdicts, List.of(), isNew);
    }

    /** What was left of an earlier container of the same specification, which its volumes are kept in. */
    Optional<ObservedContainer> setAside(ContainerSpec container) {
        return leftovers.stream()
                .filter(l -> l.name().equals(Naming.aside(container.name())))
                .findFirst();
    }

    Verdict verdict(ContainerSpec container) {
        return verdicts.getOrDefault(container.name(), Verdict.LEAVE);
    }

    boolean bringsUp() {
        return verdicts.values().stream().anyMatch(Verdict::bringsUp);
    }

    boolean creates() {
        return verdicts.values().stream().anyMatch(Verdict::creates);
    }

    /** Old and new must not run side by side. */
    boolean destroyFirst() {
        return bringsUp() && service.spec().isExclusive();
    }

    /** Why a container is made, for people. */
    String reason(ContainerSpec container) {
        String name = service.name();
        return switch (verdict(container)) {
            case RUN ->
                leftovers.isEmpty()
                        ? (isNew ? "%s is new".formatted(name) : "%s is missing".formatted(container.name()))
                        : changed(container).orElse("%s is missing".formatted(container.name()));
            case RESTART -> "%s is in the namespaces of a container that began anew".formatted(name);
            case REMAKE -> "%s is in the namespaces of a container that was made again".formatted(name);
            case RERUN -> "%s cannot be started or go on as it is".formatted(name);
            case START ->
                "%s %s"
                        .formatted(
                                name,
                                service.hooks().postStart().isEmpty()
                                        ? "does not run"
                                        : "has not started as the file says");
            case KEEP, LEAVE -> "%s is as it should be".formatted(name);
        };
    }

    private Optional<String> changed(ContainerSpec container) {
        boolean same = leftovers.stream().anyMatch(c -> c.labels()
                .getOrDefault(Labels.FINGERPRINT, "")
                .equals(container.labels().get(Labels.FINGERPRINT)));
        if (same) {
            return Optional.empty();
        }
        String now = container.labels().getOrDefault(Labels.ASPECTS, "");
        String what = leftovers.stream()
                .flatMap(c -> Aspects.difference(c.labels().getOrDefault(Labels.ASPECTS, ""), now).stream())
                .findFirst()
                .orElse("specification");
        return Optional.of("%s of %s changed".formatted(what, service.name()));
    }

    /** Why a left-over goes, for people. */
    String farewell(ObservedContainer leftover) {
        boolean surplus = service.containers().stream().anyMatch(c -> leftover.labels()
                .getOrDefault(Labels.FINGERPRINT, "")
                .equals(c.labels().get(Labels.FINGERPRINT)));
        int wanted = service.containers().size();
        return surplus || wanted == 0
                ? "%s is to have %d replica%s".formatted(service.name(), wanted, wanted == 1 ? "" : "s")
                : "replaced by " + String.join(", ", service.containerNames());
    }
}
