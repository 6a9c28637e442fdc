package io.portolan.planner;

import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.planner.Desired.Destination;
import io.portolan.planner.Step.Interruption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings a container that stays onto the networks it should be on, and off the others, without recreating it. */
final class AttachmentDiffer {
    private final World world;
    private final Draft draft;

    AttachmentDiffer(World world, Draft draft) {
        this.world = world;
        this.draft = draft;
    }

    /** Ids of the steps after which the container is on all its networks. */
    List<String> connect(ContainerSpec wanted, ObservedContainer there) {
        List<String> ids = new ArrayList<>();
        for (Attachment attachment : wanted.networking().attachments()) {
            if (world.network(attachment.network()).isEmpty() && !draft.has("network:" + attachment.network())) {
                // Another part of Portolan makes it and attaches then; this plan could not.
                continue;
            }
            if (world.isUsurped(attachment.network())) {
                // Told where it is found. Whoever is on it is no company that Portolan puts anybody into.
                continue;
            }
            Optional<ObservedAttachment> present = there.attachment(attachment.network());
            List<String> before = List.of("network:" + attachment.network());
            if (present.isPresent()) {
                Optional<String> flaw = flaw(attachment, present.get(), wanted, there);
                if (flaw.isEmpty()) {
                    continue;
                }
                // A network made again has another id; the engine keeps the name and would not find it at start.
                before = List.of(draft.add(
                        "disconnect:" + there.name() + "@" + attachment.network(),
                        new Action.DisconnectNetwork(there.name(), attachment.network()),
                        before,
                        flaw.get(),
                        reset(there)));
            }
            ids.add(draft.add(
                    "connect:" + there.name() + "@" + attachment.network(),
                    new Action.ConnectNetwork(there.name(), attachment),
                    before,
                    present.isPresent()
                            ? "with the names it should have"
                            : "%s is not on %s".formatted(there.name(), attachment.network()),
                    movesGateway(attachment, there) ? Interruption.CONNECTIONS_RESET : Interruption.NONE));
        }
        return ids;
    }

    /** Whether it is on the network of a destination and is to be on that of another one instead. */
    boolean changesDestination(ContainerSpec wanted, ObservedContainer there) {
        Set<String> keep = wanted.networking().attachments().stream()
                .map(Attachment::network)
                .collect(Collectors.toSet());
        return World.isUp(there)
                && keep.stream().anyMatch(this::isDestination)
                && there.attachments().stream()
                        .map(ObservedAttachment::network)
                        .anyMatch(n -> isDestination(n) && !keep.contains(n));
    }

    /** Takes the container off networks that it should not be on, after {@code before}. Ids of the steps. */
    List<String> disconnectOthers(ContainerSpec wanted, ObservedContainer there, List<String> before) {
        if (!wanted.networking().mode().isEmpty()) {
            // The engine lists `host` or `none`, which is how the container was made: it lets nobody off them.
            return List.of();
        }
        Set<String> keep = new HashSet<>();
        wanted.networking().attachments().forEach(a -> keep.add(a.network()));
        Optional<Destination> moved = movesTo(keep, there);
        return there.attachments().stream()
                .map(ObservedAttachment::network)
                .filter(n -> !keep.contains(n))
                .filter(n -> world.network(n).isPresent())
                .sorted()
                .map(n -> disconnect(n, keep, there, before, moved.filter(_ -> isDestination(n))))
                .toList();
    }

    private String disconnect(
            String network,
            Set<String> keep,
            ObservedContainer there,
            List<String> before,
            Optional<Destination> moved) {
        boolean gatewayMoves = keep.stream().anyMatch(k -> k.compareTo(network) > 0);
        return draft.add(
                "disconnect:" + there.name() + "@" + network,
                new Action.DisconnectNetwork(there.name(), network),
                before,
                moved.map(d -> "%s moves to destination %s".formatted(there.name(), d.name()))
                        .orElse("%s does not belong on %s".formatted(there.name(), network)),
                // Who is served goes on being so, and has to connect anew.
                moved.isPresent() || gatewayMoves ? reset(there) : Interruption.NONE);
    }

    /** The destination whose network the container is to be on, and is not on yet. */
    private Optional<Destination> movesTo(Set<String> keep, ObservedContainer there) {
        return world.destinations().stream()
                .filter(d -> keep.contains(world.networkOf(d)))
                .filter(d -> there.attachment(world.networkOf(d)).isEmpty())
                .findFirst();
    }

    private boolean isDestination(String network) {
        return world.destinations().stream().map(world::networkOf).anyMatch(network::equals);
    }

    private Optional<String> flaw(
            Attachment wanted, ObservedAttachment present, ContainerSpec container, ObservedContainer there) {
        Optional<ObservedNetwork> network = world.network(wanted.network());
        boolean stale = network.map(n ->
                        !present.networkId().isEmpty() && !present.networkId().equals(n.id()))
                .orElse(true);
        if (stale) {
            return Optional.of("the network %s was made again since".formatted(wanted.network()));
        }
        Set<String> names = new HashSet<>(present.aliases());
        // Names that the engine itself adds to what was asked for.
        names.removeIf(n -> n.equals(there.name()));
        names.removeIf(n -> n.length() >= 12 && there.id().startsWith(n));
        container
                .networking()
                .hostname()
                .filter(n -> !wanted.aliases().contains(n))
                .ifPresent(names::remove);
        Set<String> should = new HashSet<>(wanted.aliases());
        should.remove(there.name());
        return names.equals(should)
                ? Optional.empty()
                : Optional.of("its names on %s are not those it should have".formatted(wanted.network()));
    }

    /** Where names decide, a network that sorts before the present ones takes over the default route. */
    private static boolean movesGateway(Attachment attachment, ObservedContainer there) {
        // An internal network never holds it.
        return attachment.gatewayPriority() != Naming.LINK_PRIORITY
                && World.isUp(there)
                && there.attachments().stream()
                        .map(ObservedAttachment::network)
                        .anyMatch(n -> n.compareTo(attachment.network()) > 0);
    }

    private static Interruption reset(ObservedContainer there) {
        return World.isUp(there) ? Interruption.CONNECTIONS_RESET : Interruption.NONE;
    }
}
