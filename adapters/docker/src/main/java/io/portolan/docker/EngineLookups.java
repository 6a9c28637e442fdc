package io.portolan.docker;

import java.util.List;

/** What has to be asked before a container can be described. Throws {@link io.portolan.engine.port.RuntimeFault}. */
interface EngineLookups {
    /** Absolute path of the volume's folder on the engine's host. */
    String mountpoint(String volume);

    /** The image's own entry point. */
    List<String> entrypoint(String image);
}
