package io.portolan.planner;

import io.portolan.planner.connect.LinkVariables;

/**
 * A link as it concerns one of its two stacks.
 *
 * @param network the engine's name of the link's network
 * @param holder the service of this stack whose containers are put on the network: the linked one, or the one whose
 *     network that one uses
 * @param containers how many come onto the network, of both ends
 * @param variables for the consumer's environment; none at the provider's end
 */
record LinkEnd(Link link, boolean consumes, String network, String holder, int containers, LinkVariables variables) {
    /** The service of this stack that is linked. */
    String service() {
        return consumes ? link.consumer().service() : link.provider().service();
    }
}
