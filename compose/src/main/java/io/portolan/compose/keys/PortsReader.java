package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code ports} in short and long form, and {@code expose} (Compose specification, "ports", "expose"). */
final class PortsReader {
    static final String INVALID = "compose.invalid-port";
    private static final Vocabulary LONG =
            Vocabulary.of("target", "published", "host_ip", "protocol", "mode", "name", "app_protocol");

    private final Values values;
    private final Findings findings;

    PortsReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
    }

    List<PortMapping> ports(Mapping service) {
        List<PortMapping> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node item : values.list(service, "ports")) {
            for (PortMapping mapping : item instanceof Mapping form ? longForm(form) : shortForm(item)) {
                String meaning = mapping.hostAddress().orElse("") + "|" + mapping.hostPort() + mapping.lastHostPort()
                        + "|" + mapping.container();
                if (!seen.add(meaning)) {
                    findings.warning(item, "compose.duplicate-port", "this port mapping stands here twice");
                } else {
                    all.add(mapping);
                }
            }
        }
        return all;
    }

    private List<PortMapping> shortForm(Node item) {
        return values.scalar(item).map(s -> ShortPort.parse(s, this)).orElse(List.of());
    }

    private List<PortMapping> longForm(Mapping form) {
        LONG.check(form, findings);
        Optional<Scalar> target = values.scalar(form, "target");
        if (target.isEmpty()) {
            if (!form.has("target")) {
                findings.error(form, INVALID, "a port in long form needs `target`, the port inside the container");
            }
            return List.of();
        }
        form.get("mode")
                .flatMap(values::scalar)
                .filter(m -> !m.text().equals("host") && !m.text().equals("ingress"))
                .ifPresent(m -> values.wrongValue(m, "is neither host nor ingress"));
        Optional<PortRange> container = range(target.get(), target.get().text());
        Optional<Protocol> protocol = form.get("protocol")
                .flatMap(values::scalar)
                .map(p -> protocol(p, p.text()))
                .orElse(Optional.of(Protocol.TCP));
        Optional<Scalar> published =
                values.scalar(form, "published").filter(p -> !p.text().isEmpty());
        Optional<PortRange> host = published.flatMap(p -> range(p, p.text()));
        if (container.isEmpty() || protocol.isEmpty() || (published.isPresent() && host.isEmpty())) {
            return List.of();
        }
        return expand(target.get(), values.text(form, "host_ip"), host, container.get(), protocol.get());
    }

    List<ContainerPort> expose(Mapping service) {
        List<ContainerPort> all = new ArrayList<>();
        for (Scalar item : values.texts(service, "expose")) {
            String[] parts = item.text().split("/", 2);
            Optional<PortRange> range = range(item, parts[0]);
            Optional<Protocol> protocol = parts.length == 1 ? Optional.of(Protocol.TCP) : protocol(item, parts[1]);
            if (range.isPresent() && protocol.isPresent()) {
                range.get().ports().forEach(p -> all.add(new ContainerPort(p, protocol.get())));
            }
        }
        return all.stream().distinct().toList();
    }

    /** One mapping for each port of the ranges; both have the same length, or the host's is a choice of several for one. */
    List<PortMapping> expand(
            Scalar at, Optional<String> address, Optional<PortRange> host, PortRange container, Protocol protocol) {
        if (host.isPresent() && host.get().size() != container.size()) {
            if (container.size() > 1) {
                values.wrong(
                        at,
                        INVALID,
                        "maps %d host ports to %d container ports"
                                .formatted(host.get().size(), container.size()));
                return List.of();
            }
        }
        if (address.isPresent() && !HostAddress.isAddress(address.get())) {
            values.wrong(at, INVALID, "binds to something that is not an IP address");
            return List.of();
        }
        if (host.isPresent() && host.get().size() > container.size()) {
            return List.of(new PortMapping(
                    address,
                    OptionalInt.of(host.get().first()),
                    OptionalInt.of(host.get().last()),
                    new ContainerPort(container.first(), protocol),
                    at.position()));
        }
        List<PortMapping> all = new ArrayList<>();
        for (int i = 0; i < container.size(); i++) {
            OptionalInt hostPort = host.isPresent() ? OptionalInt.of(host.get().first() + i) : OptionalInt.empty();
            ContainerPort port = new ContainerPort(container.first() + i, protocol);
            all.add(new PortMapping(address, hostPort, port, at.position()));
        }
        return all;
    }

    Optional<PortRange> range(Scalar at, String text) {
        Optional<PortRange> range = PortRange.parse(text.strip());
        if (range.isEmpty()) {
            values.wrong(
                    at, INVALID, "is not a port: a port is a number from 1 to 65535, a range two of them (3000-3005)");
        }
        return range;
    }

    Optional<Protocol> protocol(Scalar at, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "tcp" -> Optional.of(Protocol.TCP);
            case "udp" -> Optional.of(Protocol.UDP);
            case "sctp" -> Optional.of(Protocol.SCTP);
            default -> {
                values.wrong(at, INVALID, "has a protocol that is none of tcp, udp and sctp");
                yield Optional.empty();
            }
        };
    }
}
