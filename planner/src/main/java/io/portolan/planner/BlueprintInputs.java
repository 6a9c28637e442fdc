package io.portolan.planner;

import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.Sharing;
import io.portolan.planner.Desired.Stack;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the blueprint of most stacks is made from. Where these are the same, so is the blueprint.
 *
 * @param portAddress of ports that their file gives none
 * @param destination the network of the stack's destination
 * @param images of the services, in their order
 */
record BlueprintInputs(
        Stack stack,
        String instance,
        String portAddress,
        Optional<String> destination,
        List<LinkEnd> links,
        List<Optional<ObservedImage>> images) {
    /** Empty for a stack whose blueprint looks at networks, containers or free ports of the server as well. */
    static Optional<BlueprintInputs> of(Stack stack, World world) {
        boolean joinsOthers = stack.spec().networks().stream().anyMatch(DeclaredNetwork::external);
        List<ServiceSpec> services = stack.spec().services();
        return joinsOthers || services.stream().anyMatch(BlueprintInputs::looksAround)
                ? Optional.empty()
                : Optional.of(new BlueprintInputs(
                        stack,
                        world.instance(),
                        world.portAddress(),
                        world.networkOfDestination(stack.destinationId()),
                        world.links().of(stack.id()),
                        services.stream()
                                .map(s -> world.image(s.image().reference()))
                                .toList()));
    }

    private static boolean looksAround(ServiceSpec service) {
        Sharing sharing = service.runtime().host().sharing();
        return service.networking().ports().stream().anyMatch(PortMapping::isChoice)
                || service.networking().mode().kind() == Kind.CONTAINER
                || !service.networking().resolution().externalLinks().isEmpty()
                || Stream.concat(Stream.of(sharing.pid(), sharing.ipc()), sharing.volumesFrom().stream())
                        .anyMatch(s -> s.startsWith(Sharing.CONTAINER));
    }
}
