package io.portolan.docker;

import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.portolan.engine.port.RuntimeFault;
import java.net.URI;
import java.nio.file.Path;

/** Where an engine answers, one kind for each way to reach it. Prints as a person writes it. */
sealed interface DockerEndpoint {
    /** A client that connects anew for each request. */
    DockerHttpClient open();

    /** What a person does about a connection that failed like this. */
    String advice(Throwable failure);

    /** @throws RuntimeFault if there is no such kind of endpoint */
    static DockerEndpoint parse(String text) {
        if (text.startsWith(UnixSocket.SCHEME + "/")) {
            return new UnixSocket(Path.of(text.substring(UnixSocket.SCHEME.length())));
        }
        throw new RuntimeFault(
                RuntimeFault.Kind.REFUSED,
                "\"" + text + "\" is no endpoint that can be used; give unix:///path/to/docker.sock");
    }

    /** A socket on this host. */
    record UnixSocket(Path path) implements DockerEndpoint {
        private static final String SCHEME = "unix://";

        @Override
        public DockerHttpClient open() {
            return new ZerodepDockerHttpClient.Builder()
                    .dockerHost(URI.create(SCHEME + path.toUri().getRawPath()))
                    .build();
        }

        @Override
        public String advice(Throwable failure) {
            String said = String.valueOf(failure.getMessage());
            if (said.contains("Permission denied")) {
                return "this user may not open the socket; run as root or join the group \"docker\"";
            }
            if (said.contains("No such file")) {
                return "there is no such socket; is Docker installed, and does its service run?";
            }
            if (said.contains("Connection refused")) {
                return "the socket is there but nobody answers; start Docker's service";
            }
            return said.equals("null") ? failure.getClass().getSimpleName() : said;
        }

        @Override
        public String toString() {
            return SCHEME + path;
        }
    }
}
