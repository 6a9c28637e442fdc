package io.portolan.engine.view;

import java.util.List;
import java.util.Map;

/**
 * @param subnet "" while its network is not there
 * @param status {@code ready} (its network is there and the proxy is on it), {@code incomplete} (that is being repaired, or
 *     waits for what {@code portolan status} tells), {@code removing}, {@code unknown} (the engine cannot be asked)
 * @param labels a person's own on its network
 * @param users names of the stacks that are placed in it
 * @param members the services that are on its network
 */
public record DestinationView(
        String name,
        String id,
        String server,
        String network,
        String subnet,
        boolean adopted,
        String status,
        Map<String, String> labels,
        List<String> users,
        List<Member> members) {
    /**
     * @param names under which the others reach it
     * @param connections what a client is told, one for each port; passwords are {@code ***}
     */
    public record Member(String stack, String service, List<String> names, List<String> connections) {}
}
