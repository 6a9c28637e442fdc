package io.portolan.engine.port;

import io.portolan.model.route.Domain;

/** Asks for a domain through the server's proxy, the way a visitor does. */
public interface RouteProbe {
    /**
     * Every proxy answers on its own behalf with this header ({@code no-route}, {@code upstream-error}), which tells its
     * answers from those of applications.
     */
    String EXPLANATION_HEADER = "X-Portolan";

    /** Answers within seconds. */
    Answer probe(Domain domain);

    /** Whether the server's port is answered by a proxy of Portolan, which says of an unknown host that it has no route. */
    boolean explainsItself();

    /** Whether a container takes connections there. Answers within seconds. */
    boolean connects(String address, int port);

    /** What a visitor gets. */
    sealed interface Answer {
        /** The service behind the route answered, with whatever status. */
        record FromService(int status) implements Answer {}

        /** The proxy itself answered, or nobody: {@code reason} says what, for people. */
        record NotServed(String reason) implements Answer {}
    }
}
