package io.portolan.planner;

import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.Observed;
import java.util.Locale;
import java.util.Optional;

/** Where a port is bound that a file gives no address. */
public enum PortPolicy {
    /** To all IPv4 addresses of the host. */
    PUBLIC {
        @Override
        Optional<String> address(Observed observed) {
            return Optional.of("0.0.0.0");
        }
    },
    /** To the address that {@code host.docker.internal} stands for in containers; nobody outside reaches it. */
    INTERNAL {
        @Override
        Optional<String> address(Observed observed) {
            return observed.host().addresses().stream()
                    .filter(a -> a.device().equals("docker0") && !a.address().contains(":"))
                    .map(HostAddress::address)
                    .findFirst();
        }
    };

    /** Empty where the host has no such address. */
    abstract Optional<String> address(Observed observed);

    /** Parses {@code public} and {@code internal}. Throws {@link IllegalArgumentException} for anything else. */
    public static PortPolicy parse(String text) {
        for (PortPolicy policy : values()) {
            if (policy.toString().equals(text)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("\"%s\" is no policy for ports: it is public or internal".formatted(text));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
