package io.portolan.api.request;

import io.portolan.api.http.HttpProblem;
import io.portolan.model.runtime.Cidr;
import java.util.Optional;

/**
 * A destination to be made.
 *
 * @param subnet in CIDR notation; from the pool if empty
 * @param adopt false if empty
 */
public record DestinationRequest(String name, Optional<String> subnet, Optional<Boolean> adopt) {
    /** The subnet as a value; throws a 400 where it is none. */
    public Optional<Cidr> cidr() {
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
