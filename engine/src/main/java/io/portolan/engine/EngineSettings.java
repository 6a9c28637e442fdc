package io.portolan.engine;

import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Desired.ProxySettings;
import java.time.Duration;

/**
 * What the person who runs the daemon may choose.
 *
 * @param addressPool where networks get their subnets
 * @param portPolicy the address that host ports without one are bound to
 * @param readyTimeout how long a container may take to become ready in a deploy
 * @param resync how often to look at a server even if no event came
 */
public record EngineSettings(
        String version,
        ProxySettings proxy,
        Cidr addressPool,
        String portPolicy,
        Duration readyTimeout,
        Duration resync) {}
