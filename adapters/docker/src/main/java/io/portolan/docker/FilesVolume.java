package io.portolan.docker;

/** Where a volume's content stands on the engine's host. */
@FunctionalInterface
interface FilesVolume {
    /** Absolute path of the volume's folder. Throws {@link io.portolan.engine.port.RuntimeFault} if there is none. */
    String mountpoint(String volume);
}
