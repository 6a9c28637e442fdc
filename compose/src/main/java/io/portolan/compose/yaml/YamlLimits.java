package io.portolan.compose.yaml;

/** Where a file stops being a Compose file that a person wrote: far above every real one, far below what hurts. */
public final class YamlLimits {
    /** The largest real file known to this project has some 200 KB. */
    public static final int BYTES = 2 * 1024 * 1024;

    /** Levels of nesting; recursion over the tree is safe below it. */
    static final int DEPTH = 60;

    /** Nodes as written. */
    static final int NODES = 150_000;

    /** Entries copied by merge keys, and nodes once aliases are expanded: bounds the alias bomb. */
    public static final int EXPANDED_NODES = 150_000;

    private YamlLimits() {}
}
