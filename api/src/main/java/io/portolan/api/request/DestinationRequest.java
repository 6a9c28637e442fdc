package io.portolan.api.request;

import io.portolan.api.http.HttpProblem;
import io.portolan.engine.service.DestinationService.Wanted;
import io.portolan.model.runtime.Cidr;
import java.util.Map;
import java.util.Optional;

/**
 * A destination to be made.
 *
 * @param subnet in CIDR notation; from the pool if empty
 * @param adopt the name of an existing network to use instead of making one
 * @param labels for the network that is made
 */
public record DestinationRequest(
        String name, Optional<String> subnet, Optional<String> adopt, Map<String, String> labels) {
    public DestinationRequest {
        labels = Map.copyOf(labels);
    }

    /** As the engine takes it; throws a 400 where the subnet is none. */
    public Wanted wanted() {
        return new Wanted(name, cidr(), adopt, labels);
    }

    private Optional<Cidr> cidr() {
        try {
            return subnet.map(Cidr::parse);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.invalid(
                    "subnet.invalid",
                    "\"" + subnet.orElse("") + "\" is not an IPv4 network",
                    "write it as 10.20.0.0/22");
        }
    }
}
