package io.portolan.docker;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Agrees on an API version with the engine: the smaller of its own and the newest that Portolan was tested with. An
 * engine that was upgraded under a running daemon is asked again. See "API version negotiation" of the Engine API.
 */
final class ApiVersion {
    private static final int NEWEST_TESTED = 51;
    /** Docker 20.10. */
    private static final int OLDEST = 41;
    /** Gateway priorities of endpoints. */
    private static final int GATEWAY_PRIORITY = 48;

    private final AtomicReference<@Nullable Negotiated> known = new AtomicReference<>();

    /** @param minor of version 1 */
    record Negotiated(int minor) {
        String path(String path) {
            return "/v1." + minor + path;
        }

        boolean hasGatewayPriority() {
            return minor >= GATEWAY_PRIORITY;
        }

        @Override
        public String toString() {
            return "1." + minor;
        }
    }

    Negotiated get(Supplier<Negotiated> ask) {
        Negotiated now = known.get();
        if (now == null) {
            now = ask.get();
            known.set(now);
        }
        return now;
    }

    void forget() {
        known.set(null);
    }

    static Negotiated negotiate(Response ping) {
        int engine = minor(header(ping, "Api-Version"));
        if (engine < OLDEST) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "this Docker Engine speaks API 1." + engine + "; Portolan needs 1." + OLDEST
                            + " (Docker 20.10) or later");
        }
        return new Negotiated(Math.min(engine, NEWEST_TESTED));
    }

    private static String header(Response response, String name) {
        String value = response.getHeader(name);
        if (value == null) {
            throw new RuntimeFault(Kind.REFUSED, "what answers there is no Docker Engine: it names no API version");
        }
        return value;
    }

    private static int minor(String version) {
        try {
            return Integer.parseInt(version.substring(version.indexOf('.') + 1));
        } catch (NumberFormatException e) {
            throw new RuntimeFault(Kind.REFUSED, "the engine names an API version that is none: " + version, e);
        }
    }
}
