package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.Sharing;
import java.util.List;
import java.util.Optional;

/** {@code network_mode} and the keys that an engine refuses beside it. */
final class NetworkModeReader {
    private static final List<String> NOT_OF_OTHERS = List.of("ports", "hostname", "dns", "extra_hosts");

    private final Reading reading;

    NetworkModeReader(Reading reading) {
        this.reading = reading;
    }

    NetworkMode read(Mapping service) {
        Optional<Scalar> scalar = reading.values()
                .scalar(service, "network_mode")
                .filter(s -> !s.text().isEmpty());
        return scalar.map(this::mode).orElse(NetworkMode.ofStack());
    }

    private NetworkMode mode(Scalar scalar) {
        String text = scalar.text();
        if (SharingReader.isOther(text)) {
            boolean service = text.startsWith(Sharing.SERVICE);
            return new NetworkMode(service ? Kind.SERVICE : Kind.CONTAINER, text.substring(text.indexOf(':') + 1));
        }
        return switch (text) {
            case "host" -> new NetworkMode(Kind.HOST, "");
            case "none" -> new NetworkMode(Kind.NONE, "");
            case "bridge", "default" -> {
                reading.findings()
                        .warning(
                                scalar,
                                "compose.default-bridge",
                                "the engine's default bridge is shared by strangers: the service gets the private network"
                                        + " of its stack in its place, from which it reaches out and is reached the same way");
                yield NetworkMode.ofStack();
            }
            default -> {
                reading.findings()
                        .error(
                                scalar,
                                "compose.invalid-value",
                                "`network_mode` is none of host, none, service:NAME and container:NAME (Compose"
                                        + " specification, \"network_mode\")",
                                "to join a network that exists, declare it under the top-level `networks` as external");
                yield NetworkMode.ofStack();
            }
        };
    }

    /** The same without what means nothing in its mode; what an engine refuses in it is reported. */
    NetworkingSpec checked(Mapping service, NetworkingSpec spec) {
        Kind kind = spec.mode().kind();
        if (kind == Kind.STACK) {
            return spec;
        }
        refuse(service, "networks", "the Compose specification excludes `networks` beside `network_mode`");
        refuse(service, "links", "links lead to containers on a common network, which this service is not on");
        refuse(service, "external_links", "links lead to containers on a common network, which this service is not on");
        refuse(service, "mac_address", "a service without a network of its own has no MAC address");
        if (kind == Kind.SERVICE || kind == Kind.CONTAINER) {
            NOT_OF_OTHERS.forEach(key -> refuse(
                    service,
                    key,
                    "an engine refuses `%s` for a container in the network of another: it goes where that one is described"
                            .formatted(key)));
        } else if (!spec.ports().isEmpty()) {
            ports(service, kind);
        }
        return new NetworkingSpec(
                spec.hostname(),
                spec.containerName(),
                spec.expose(),
                List.of(),
                List.of(),
                spec.extraHosts(),
                spec.mode(),
                spec.resolution());
    }

    private void ports(Mapping service, Kind kind) {
        service.entry("ports").ifPresent(e -> reading.findings()
                .warning(
                        e.key(),
                        "compose.ports-left-out",
                        kind == Kind.HOST
                                ? "the service is on the host's network, where its own ports are the host's: `ports` says nothing there"
                                : "the service has no network: its `ports` cannot be reached"));
    }

    private void refuse(Mapping service, String key, String why) {
        service.entry(key).filter(e -> !e.value().isNull()).ifPresent(e -> reading.findings()
                .error(e.key(), "compose.contradiction", why));
    }
}
