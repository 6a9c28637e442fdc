package io.portolan.engine.view;

import java.util.List;

/** Who reaches whom over a network, computed; a way that is not in it is one that no packet takes. */
public record ReachView(String network, List<Way> ways) {
    /**
     * @param kind {@code network}, {@code loopback}, {@code published}, {@code host}, {@code routed}
     * @param names by which the sources find the target
     * @param addresses that lead to it
     * @param protocol {@code tcp}, {@code udp}, {@code sctp}, or {@code any}
     * @param port 0 for all that something listens on
     * @param containerPort to which a published port leads; else 0
     */
    public record Way(
            String kind,
            List<Party> from,
            Party to,
            List<String> names,
            List<String> addresses,
            String protocol,
            int port,
            int containerPort,
            String reason) {}

    /**
     * @param kind {@code container}, {@code proxy}, {@code host}, or {@code outside}: any other machine
     * @param name the container's, or the kind
     * @param owner {@code stack blog, service db}, or ""
     * @param sharing the other containers on its network stack, which are reached and reach just the same
     */
    public record Party(String kind, String name, String owner, List<String> sharing) {}
}
