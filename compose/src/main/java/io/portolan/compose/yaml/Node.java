package io.portolan.compose.yaml;

import io.portolan.compose.report.KeyPath;
import io.portolan.compose.report.Located;

/** A node of the tree, aliases and merge keys already resolved. */
public sealed interface Node extends Located permits Scalar, Mapping, Sequence {
    /** The same node as seen from {@code path}: an aliased node stands in several places. */
    Node at(KeyPath path);

    /** What it is, for messages: {@code a list}. */
    String kind();

    default boolean isNull() {
        return this instanceof Scalar s && s.type() == Scalar.Type.NULL;
    }
}
