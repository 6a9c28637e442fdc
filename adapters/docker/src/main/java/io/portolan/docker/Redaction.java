package io.portolan.docker;

import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Secret;
import io.portolan.model.runtime.ContainerSpec;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes a container's secrets out of what the engine says of its specification. */
final class Redaction {
    /** Shorter ones would take whole messages apart, and hide nothing. */
    private static final int SHORTEST = 4;

    private final List<String> secrets;

    private Redaction(List<String> secrets) {
        this.secrets = secrets;
    }

    static Redaction of(ContainerSpec spec) {
        Stream<Secret> arguments = Stream.of(
                        spec.process().command(),
                        spec.process().entrypoint(),
                        spec.lifecycle().healthcheck().map(h -> h.test()))
                .flatMap(texts -> texts.stream().flatMap(List::stream));
        return new Redaction(Stream.concat(spec.process().environment().values().stream(), arguments)
                .map(Secret::reveal)
                .filter(s -> s.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    RuntimeFault apply(RuntimeFault fault) {
        String message = fault.getMessage();
        for (String secret : secrets) {
            message = message.replace(secret, "***");
        }
        return message.equals(fault.getMessage()) ? fault : new RuntimeFault(fault.kind(), message);
    }
}
