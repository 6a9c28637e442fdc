package io.portolan.engine.view;

/**
 * A host port that is taken or reserved.
 *
 * @param kind {@code proxy}, {@code stack}, {@code container} (not Portolan's), {@code program}
 * @param holder for people: {@code stack shop, service db}, {@code nginx (pid 812)}
 * @param target the container port behind it, {@code 5432/tcp}, or ""
 * @param reach from where it is reached: {@code internet}, {@code server's containers}, {@code host only}
 */
public record PortView(
        String server,
        String protocol,
        String address,
        int port,
        String kind,
        String holder,
        String target,
        String reach) {}
