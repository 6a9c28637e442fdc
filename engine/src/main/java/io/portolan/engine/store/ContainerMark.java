package io.portolan.engine.store;

/** What is remembered of single containers of a stack, by engine name. */
public enum ContainerMark {
    /** A one-shot that has finished successfully: never run again. */
    COMPLETED,
    /** Told to stop by Portolan, and neither started again nor removed since. */
    STOPPING,
    /** Its {@code post_start} has not succeeded since it was told to start. */
    STARTING
}
