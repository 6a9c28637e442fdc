package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a service is reached: names, ports, networks, extra hosts. */
final class NetworkingReader {
    private static final Pattern CONTAINER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]+");
    private static final Pattern HOSTNAME = Pattern.compile("[a-zA-Z0-9_]([a-zA-Z0-9_.-]{0,252})");
    private final Values values;
    private final PortsReader ports;
    private final EndpointReader endpoints;
    private final ResolutionReader resolution;
    private final NetworkModeReader modes;

    NetworkingReader(Reading reading) {
        this.values = reading.values();
        this.ports = new PortsReader(reading);
        this.endpoints = new EndpointReader(reading);
        this.resolution = new ResolutionReader(reading);
        this.modes = new NetworkModeReader(reading);
    }

    NetworkingSpec read(Mapping service) {
        NetworkingSpec spec = new NetworkingSpec(
                name(service, "hostname", HOSTNAME),
                name(service, "container_name", CONTAINER_NAME),
                ports.expose(service),
                ports.ports(service),
                endpoints.withMac(service, networks(service)),
                extraHosts(service),
                modes.read(service),
                resolution.read(service));
        return modes.checked(service, spec);
    }

    private Optional<String> name(Mapping service, String key, Pattern legal) {
        return values.scalar(service, key)
                .filter(s -> !s.text().isEmpty())
                .filter(s -> {
                    boolean matches = legal.matcher(s.text()).matches();
                    if (!matches) {
                        values.wrongValue(s, "is no name: letters, digits, \"_\", \".\" and \"-\"");
                    }
                    return matches;
                })
                .map(Scalar::text);
    }

    private List<ServiceNetwork> networks(Mapping service) {
        Optional<Node> node = values.present(service, "networks", "a list or a mapping");
        if (node.isEmpty()) {
            return List.of();
        }
        List<ServiceNetwork> all = new ArrayList<>();
        if (node.get() instanceof Mapping mapping) {
            mapping.entries().forEach(e -> all.add(network(e)));
        } else {
            values.list(node.get()).stream()
                    .flatMap(n -> values.scalar(n).stream())
                    .map(s -> new ServiceNetwork(s.text(), List.of()))
                    .distinct()
                    .forEach(all::add);
        }
        return all;
    }

    private ServiceNetwork network(Mapping.Entry entry) {
        if (entry.value().isNull()) {
            return new ServiceNetwork(entry.name(), List.of());
        }
        return values.mapping(entry.value())
                .map(form -> endpoints.read(entry.name(), form))
                .orElse(new ServiceNetwork(entry.name(), List.of()));
    }

    /** "extra_hosts": {@code host=ip} and {@code host:ip} in a list, or a mapping whose values may be lists. */
    private List<String> extraHosts(Mapping service) {
        Optional<Node> node = values.present(service, "extra_hosts", "a list or a mapping");
        if (node.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        if (node.get() instanceof Mapping mapping) {
            for (Mapping.Entry entry : mapping.entries()) {
                List<Node> addresses = entry.value() instanceof Scalar s ? List.of(s) : values.list(entry.value());
                addresses.stream()
                        .flatMap(n -> values.scalar(n).stream())
                        .forEach(s -> extraHost(s, entry.name(), s.text(), all));
            }
        } else {
            values.list(node.get()).stream()
                    .flatMap(n -> values.scalar(n).stream())
                    .forEach(s -> extraHost(s, all));
        }
        return all;
    }

    private void extraHost(Scalar at, List<String> all) {
        int equals = at.text().indexOf('=');
        int cut = equals >= 0 ? equals : at.text().indexOf(':');
        if (cut < 1) {
            values.wrongValue(at, "is no extra host: write name=address or name=host-gateway");
        } else {
            extraHost(at, at.text().substring(0, cut), at.text().substring(cut + 1), all);
        }
    }

    private void extraHost(Scalar at, String name, String written, List<String> all) {
        String address =
                written.startsWith("[") && written.endsWith("]") ? written.substring(1, written.length() - 1) : written;
        if (address.equals("host-gateway") || HostAddress.isAddress(address)) {
            all.add(name.strip() + ":" + address);
        } else {
            values.wrongValue(at, "is no extra host: the address is an IP address or host-gateway");
        }
    }
}
