package io.portolan.model.runtime;

import java.util.Objects;

/**
 * What a server's engine can do, by the version of the API that is spoken with it.
 *
 * @param api {@code 1.41}; "" where it is not known
 */
public record EngineVersion(String api) {
    private static final int IPV6_FILTERS = 46;

    public EngineVersion {
        Objects.requireNonNull(api, "api");
    }

    public static EngineVersion unknown() {
        return new EngineVersion("");
    }

    public boolean isKnown() {
        return api.matches("\\d+\\.\\d{1,4}");
    }

    /** Whether it keeps networks apart in IPv6 as in IPv4 without being told to: from API 1.46 (Docker Engine 27) on. */
    public boolean filtersIpv6() {
        if (!isKnown()) {
            return false;
        }
        int dot = api.indexOf('.');
        return !api.startsWith("1.") || Integer.parseInt(api.substring(dot + 1)) >= IPV6_FILTERS;
    }
}
