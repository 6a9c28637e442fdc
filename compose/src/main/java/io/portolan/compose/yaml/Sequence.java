package io.portolan.compose.yaml;

import io.portolan.compose.report.KeyPath;
import io.portolan.model.Position;
import java.util.List;

/** A list. */
public record Sequence(Position position, KeyPath path, List<Node> items) implements Node {
    public Sequence {
        items = List.copyOf(items);
    }

    @Override
    public Sequence at(KeyPath newPath) {
        return new Sequence(position, newPath, items);
    }

    @Override
    public String kind() {
        return "a list";
    }
}
