package io.portolan.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The engine that the tests may use; they make and remove only what carries labels of their own. */
final class TestEngine {
    private static final String ABSENT = "PORTOLAN_TEST_DOCKER names no Docker Engine (unix:///path/to/docker.sock)";

    private TestEngine() {}

    static String endpoint() {
        String endpoint = System.getenv().getOrDefault("PORTOLAN_TEST_DOCKER", "");
        assumeTrue(!endpoint.isEmpty(), ABSENT);
        return endpoint;
    }

    static DockerRuntime connect(String instance) {
        return DockerRuntime.connect(endpoint(), instance);
    }

    /** The lab's own registry is asked by its address: for the public one's names, the lab has no network. */
    static String registry() {
        return System.getenv("PORTOLAN_LAB") == null ? "" : "127.0.0.1:5000/";
    }
}
