package io.portolan.compose.yaml;

/** What a value does to the value of the same key in an earlier file (Compose specification, "Merge"). */
public enum Change {
    /** It is merged by the key's rule. */
    MERGE,
    /** {@code !reset}: the earlier value goes, and none takes its place. */
    RESET,
    /** {@code !override}: the earlier value goes, and this takes its place as it is. */
    OVERRIDE
}
