package io.portolan.model.stack;

/** A port inside a container. */
public record ContainerPort(int port, Protocol protocol) {
    public ContainerPort {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        }
    }

    @Override
    public String toString() {
        return port + "/" + protocol;
    }
}
