package io.portolan.api.request;

import java.util.List;

/** Services of a stack, by name; {@code all} for every one. */
public record ServicesRequest(List<String> services) {
    public ServicesRequest {
        services = List.copyOf(services);
    }
}
