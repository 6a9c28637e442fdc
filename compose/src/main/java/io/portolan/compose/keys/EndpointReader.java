package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service's place on one network: {@code aliases}, addresses, priorities, {@code mac_address}. */
final class EndpointReader {
    private static final int MOST_PRIORITY = 1_000_000;
    private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}[:-]){5}[0-9a-fA-F]{2}");
    /** The kernel's own limit for the name of an interface. */
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

    private static final Vocabulary KEYS = Vocabulary.of(
            "aliases",
            "driver_opts",
            "gw_priority",
            "interface_name",
            "ipv4_address",
            "ipv6_address",
            "link_local_ips",
            "mac_address",
            "priority");

    private final Reading reading;
    private final Values values;

    EndpointReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
    }

    ServiceNetwork read(String network, Mapping form) {
        KEYS.check(form, reading.findings());
        List<String> aliases = values.texts(form, "aliases").stream()
                .map(Scalar::text)
                .distinct()
                .toList();
        Map<String, String> options = new LinkedHashMap<>();
        values.pairs(form, "driver_opts")
                .forEach(p -> options.put(p.name(), p.value().orElse("")));
        Endpoint endpoint = new Endpoint(
                address(form, "ipv4_address", false),
                address(form, "ipv6_address", true),
                linkLocal(form),
                mac(form).orElse(""),
                options,
                values.integer(form, "priority", -MOST_PRIORITY, MOST_PRIORITY).orElse(0),
                values.integer(form, "gw_priority", -MOST_PRIORITY, MOST_PRIORITY)
                        .orElse(0),
                matching(form, "interface_name", INTERFACE, "is no name of an interface: up to 15 letters and digits")
                        .orElse(""));
        return new ServiceNetwork(network, aliases, endpoint);
    }

    /** "mac_address" of a service is that on its first network, as in the official engine. */
    List<ServiceNetwork> withMac(Mapping service, List<ServiceNetwork> networks) {
        Optional<String> mac = mac(service);
        if (mac.isEmpty()) {
            return networks;
        }
        List<ServiceNetwork> all = new ArrayList<>(networks);
        if (all.isEmpty()) {
            all.add(new ServiceNetwork("default", List.of()));
        }
        ServiceNetwork first = all.getFirst();
        if (first.endpoint().mac().isEmpty()) {
            all.set(
                    0,
                    new ServiceNetwork(
                            first.key(), first.aliases(), first.endpoint().withMac(mac.get())));
        } else if (!first.endpoint().mac().equals(mac.get())) {
            reading.findings()
                    .error(
                            service.get("mac_address").orElse(service),
                            "compose.contradiction",
                            "`mac_address` and that of the network %s are different".formatted(first.key()));
        }
        return all;
    }

    private Optional<String> mac(Mapping form) {
        return matching(form, "mac_address", MAC, "is no MAC address: write it like 02:42:ac:11:65:43");
    }

    private Optional<String> matching(Mapping form, String key, Pattern legal, String otherwise) {
        Optional<Scalar> scalar = values.scalar(form, key).filter(s -> !s.text().isEmpty());
        scalar.filter(s -> !legal.matcher(s.text()).matches()).ifPresent(s -> values.wrongValue(s, otherwise));
        return scalar.filter(s -> legal.matcher(s.text()).matches()).map(Scalar::text);
    }

    private String address(Mapping form, String key, boolean six) {
        Optional<Scalar> scalar = values.scalar(form, key).filter(s -> !s.text().isEmpty());
        return scalar.filter(s -> isAddress(s, six)).map(Scalar::text).orElse("");
    }

    private boolean isAddress(Scalar scalar, boolean six) {
        boolean legal = HostAddress.isAddress(scalar.text()) && scalar.text().contains(":") == six;
        if (!legal) {
            values.wrongValue(scalar, six ? "is no IPv6 address" : "is no IPv4 address");
        }
        return legal;
    }

    private List<String> linkLocal(Mapping form) {
        List<String> all = new ArrayList<>();
        for (Scalar item : values.texts(form, "link_local_ips")) {
            if (HostAddress.isAddress(item.text())) {
                all.add(item.text());
            } else {
                values.wrongValue(item, "is no IP address");
            }
        }
        return all;
    }
}
