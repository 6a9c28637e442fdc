package io.portolan.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.NameResolution.Link;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Membership of one network, for creating and for connecting. */
final class EndpointJson {
    private static final String INTERFACE = "com.docker.network.endpoint.ifname";

    private final ApiVersion version;

    EndpointJson(ApiVersion version) {
        this.version = version;
    }

    ObjectNode of(Attachment attachment) {
        Endpoint asked = attachment.endpoint();
        ObjectNode endpoint = Json.object();
        endpoint.set("Aliases", Json.array(attachment.aliases()));
        Json.put(
                endpoint,
                "Links",
                attachment.links().stream().map(Link::toString).toList());
        addresses(endpoint, asked);
        if (!asked.mac().isEmpty()) {
            endpoint.put("MacAddress", asked.mac());
        }
        Map<String, String> options = new TreeMap<>(asked.driverOptions());
        if (!asked.interfaceName().isEmpty()) {
            version.require(version.namesInterfaces(), "interface_name", "28.1");
            options.put(INTERFACE, asked.interfaceName());
        }
        if (!options.isEmpty()) {
            endpoint.set("DriverOpts", Json.object(options));
        }
        if (version.hasGatewayPriority()) {
            endpoint.put("GwPriority", attachment.gatewayPriority());
        } else {
            version.require(asked.gatewayPriority() == 0, "gw_priority", "28.0");
        }
        return endpoint;
    }

    private static void addresses(ObjectNode endpoint, Endpoint asked) {
        if (asked.ipv4().isEmpty()
                && asked.ipv6().isEmpty()
                && asked.linkLocal().isEmpty()) {
            return;
        }
        ObjectNode ipam = endpoint.putObject("IPAMConfig");
        if (!asked.ipv4().isEmpty()) {
            ipam.put("IPv4Address", asked.ipv4());
        }
        if (!asked.ipv6().isEmpty()) {
            ipam.put("IPv6Address", asked.ipv6());
        }
        Json.put(ipam, "LinkLocalIPs", asked.linkLocal());
    }

    /** Before API 1.44 the engine takes a container's MAC address beside its networks only. */
    Optional<String> legacyMac(Endpoint asked) {
        return asked.mac().isEmpty() || version.hasEndpointMac() ? Optional.empty() : Optional.of(asked.mac());
    }
}
