package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;

/**
 * The version of the API that both sides know: the smaller of the engine's own and the newest that Portolan was tested
 * with. See "Versioned API" of the Engine API.
 *
 * @param minor of version 1
 */
record ApiVersion(int minor) {
    private static final int NEWEST_TESTED = 51;
    /** Docker 20.10. */
    private static final int OLDEST = 41;

    /** @param version the engine's answer to {@code /version} */
    static ApiVersion negotiate(JsonNode version) {
        int newest = minor(version.path("ApiVersion").asText());
        int oldest = minor(version.path("MinAPIVersion").asText("1.0"));
        if (newest < OLDEST) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "the engine is too old: it speaks API 1.%d, Portolan needs 1.%d (Docker 20.10) or later"
                            .formatted(newest, OLDEST));
        }
        if (oldest > NEWEST_TESTED) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "the engine is too new: it speaks API 1.%d or later, this Portolan up to 1.%d; upgrade Portolan"
                            .formatted(oldest, NEWEST_TESTED));
        }
        return new ApiVersion(Math.min(newest, NEWEST_TESTED));
    }

    private static int minor(String version) {
        try {
            return Integer.parseInt(version.substring(version.indexOf('.') + 1));
        } catch (NumberFormatException e) {
            throw new RuntimeFault(
                    Kind.REFUSED, "what answers there is no Docker Engine: its API version is \"" + version + "\"", e);
        }
    }

    String prefix() {
        return "/v" + this;
    }

    boolean makesMountpoints() {
        return minor >= 42;
    }

    boolean hasAnnotations() {
        return minor >= 43;
    }

    boolean hasEndpointMac() {
        return minor >= 44;
    }

    boolean choosesIpv4() {
        return minor >= 48;
    }

    boolean mountsImages() {
        return minor >= 48;
    }

    boolean mountsSubpaths() {
        return minor >= 45;
    }

    boolean namesInterfaces() {
        return minor >= 49;
    }

    boolean hasStartInterval() {
        return minor >= 44;
    }

    boolean hasGatewayPriority() {
        return minor >= 48;
    }

    /** What an engine would leave out without a word is refused. {@code since} is the first Docker that has it. */
    void require(boolean known, String key, String since) {
        if (!known) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "the engine cannot carry out `%s`: it speaks API %s, Docker %s is the first that knows it"
                            .formatted(key, this, since));
        }
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}
