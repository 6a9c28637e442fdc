package io.portolan.api.request;

import io.portolan.engine.service.Refused;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import java.util.Optional;

/** Domains and their ports, as requests write them. */
public final class Domains {
    private static final int HIGHEST_PORT = 65_535;

    private Domains() {}

    /** Throws {@link Refused} where {@code url} is not a domain. */
    public static Domain parse(String url) {
        return switch (Domain.parse(url)) {
            case Domain.Parsed.Ok ok -> ok.domain();
            case Domain.Parsed.Wrong wrong -> throw new Refused(Refused.Kind.INVALID, wrong.diagnostic());
        };
    }

    /** A diagnostic where {@code port} cannot be a port. */
    public static Optional<Diagnostic> check(Optional<Integer> port) {
        return port.filter(p -> p < 1 || p > HIGHEST_PORT)
                .map(p -> Diagnostic.error("port.invalid", p + " is not a port: ports go from 1 to " + HIGHEST_PORT));
    }

    /** The port itself; throws {@link Refused} where it cannot be one. */
    public static Optional<Integer> port(Optional<Integer> port) {
        check(port).ifPresent(wrong -> {
            throw new Refused(Refused.Kind.INVALID, wrong);
        });
        return port;
    }
}
