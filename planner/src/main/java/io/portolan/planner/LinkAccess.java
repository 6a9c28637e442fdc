package io.portolan.planner;

import io.portolan.model.Diagnostic;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.connect.LinkVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a link gives to its consumer.
 *
 * @param network the engine's name of its network
 * @param host the name by which the provider is reached there
 * @param variables names of those that the consumer finds in its environment
 * @param obstacle why it gives nothing
 */
public record LinkAccess(String network, String host, List<String> variables, Optional<Diagnostic> obstacle) {
    public static LinkAccess of(Desired desired, Link link) {
        String instance = desired.owner().instance();
        Optional<Stack> consumer = desired.stack(link.consumer().stack());
        String network = consumer.map(c -> Naming.linkNetwork(instance, c.slug(), link.id()))
                .orElse("");
        Optional<Diagnostic> obstacle = LinkRules.obstacle(desired, link);
        if (obstacle.isPresent()) {
            return new LinkAccess(network, "", List.of(), obstacle);
        }
        Stack provider = desired.stack(link.provider().stack()).orElseThrow();
        String host = Naming.sharedAlias(
                provider.slug(), RouteTarget.serving(provider, link.provider().service()));
        TreeSet<String> names = new TreeSet<>(LinkVariables.of(
                        link.prefix(),
                        host,
                        link.port(),
                        provider.spec().service(link.provider().service()).orElseThrow())
                .values()
                .keySet());
        names.removeAll(consumer.orElseThrow()
                .spec()
                .service(link.consumer().service())
                .orElseThrow()
                .process()
                .environment()
                .keySet());
        return new LinkAccess(network, host, new ArrayList<>(names), Optional.empty());
    }
}
