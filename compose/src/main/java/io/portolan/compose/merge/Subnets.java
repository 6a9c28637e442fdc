package io.portolan.compose.merge;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pools of addresses ({@code networks.*.ipam.config}): one of the same subnet is merged, any other takes the place of the
 * earlier ones, as the official loader does.
 */
final class Subnets {
    private final TreeMerge merge;
    private final List<String> path;
    private final List<Node> merged = new ArrayList<>();

    Subnets(TreeMerge merge, List<String> path) {
        this.merge = merge;
        this.path = path;
    }

    Sequence merge(Sequence base, Sequence over) {
        for (Node pool : over.items()) {
            Optional<Mapping> before = pool instanceof Mapping form ? sameSubnet(base, form) : Optional.empty();
            Optional<Mapping> both = merge.both(before, Optional.of(pool).map(p -> (Mapping) p), path);
            merged.add(both.isPresent() ? both.get() : pool);
        }
        return new Sequence(over.position(), over.path(), merged);
    }

    private static Optional<Mapping> sameSubnet(Sequence base, Mapping pool) {
        return base.items().stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .filter(b -> subnet(b).equals(subnet(pool)))
                .findFirst();
    }

    private static Optional<String> subnet(Mapping pool) {
        return pool.get("subnet").map(TreeMerge::text);
    }
}
