package io.portolan.planner;

import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.stack.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Names on a stack's own networks that a container has together with those that take its place. The engine gives callers the
 * addresses of all of them in turn, of one that has been told to stop as well, until it has ended.
 */
final class SharedNames {
    private final World world;
    private final StackBlueprint stack;

    SharedNames(World world, StackBlueprint stack) {
        this.world = world;
        this.stack = stack;
    }

    /** How it is on the networks where somebody could call it, without names and with the addresses that it has. */
    List<Attachment> without(ObservedContainer leaving) {
        Optional<ServiceBlueprint> service = stack.service(leaving.labels().getOrDefault(Labels.SERVICE, ""));
        if (service.isEmpty() || leaving.state().status() != Status.RUNNING) {
            return List.of();
        }
        return stack.networks().stream()
                .map(StackNetwork::name)
                .filter(n ->
                        world.network(n).filter(o -> world.isOurs(o.labels())).isPresent())
                .filter(n -> isCalledOn(n, service.get()))
                .flatMap(n -> leaving.attachment(n).stream())
                .filter(there -> !there.address().isEmpty() && isTakenOver(there, service.get()))
                .map(SharedNames::nameless)
                .toList();
    }

    private boolean isCalledOn(String network, ServiceBlueprint service) {
        return stack.services().stream()
                .filter(s -> !s.name().equals(service.name()))
                .flatMap(s -> s.containers().stream())
                .anyMatch(c -> on(c, network).isPresent());
    }

    private static boolean isTakenOver(ObservedAttachment there, ServiceBlueprint service) {
        return service.containers().stream()
                .flatMap(c -> on(c, there.network()).stream())
                .anyMatch(a -> !Collections.disjoint(a.aliases(), there.aliases()));
    }

    private static Optional<Attachment> on(ContainerSpec container, String network) {
        return container.networking().attachments().stream()
                .filter(a -> a.network().equals(network))
                .findFirst();
    }

    private static Attachment nameless(ObservedAttachment there) {
        return new Attachment(
                there.network(),
                List.of(),
                there.gatewayPriority(),
                Endpoint.at(there.address(), there.address6()),
                List.of());
    }
}
