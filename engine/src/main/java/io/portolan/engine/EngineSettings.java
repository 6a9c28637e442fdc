package io.portolan.engine;

import io.portolan.model.runtime.AddressPools;
import io.portolan.planner.PortPolicy;
import java.time.Duration;

/**
 * What the person who runs the daemon may choose.
 *
 * @param addressPools where networks get their subnets
 * @param portPolicy where host ports without an address are bound
 * @param readyTimeout how long a container may take to become ready in a deploy
 * @param drainTimeout how long a container that is replaced may go on with requests and streams that it has
 * @param resync how often to look at a server even if no event came
 */
public record EngineSettings(
        String version,
        ProxyOptions proxy,
        AddressPools addressPools,
        PortPolicy portPolicy,
        Duration readyTimeout,
        Duration drainTimeout,
        Duration resync) {}
