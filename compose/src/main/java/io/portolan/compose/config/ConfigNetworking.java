package io.portolan.compose.config;

import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.Sharing;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a service is reached, in canonical form. */
final class ConfigNetworking {
    private final Form form;

    ConfigNetworking(Form form) {
        this.form = form;
    }

    void add(NetworkingSpec networking) {
        networking.hostname().ifPresent(h -> form.put("hostname", h));
        networking.containerName().ifPresent(c -> form.put("container_name", c));
        form.list(
                "expose",
                networking.expose().stream().map(ConfigNetworking::exposed).toList());
        form.list(
                "ports", networking.ports().stream().map(ConfigNetworking::port).toList());
        form.list(
                "extra_hosts",
                networking.extraHosts().stream()
                        .map(h -> h.replaceFirst(":", "="))
                        .toList());
        resolution(networking.resolution());
        if (networking.mode().isOfStack()) {
            networks(networking);
        } else {
            form.put("network_mode", mode(networking.mode()));
        }
    }

    private static String mode(NetworkMode mode) {
        return switch (mode.kind()) {
            case STACK -> "";
            case HOST -> "host";
            case NONE -> "none";
            case SERVICE -> Sharing.SERVICE + mode.of();
            case CONTAINER -> Sharing.CONTAINER + mode.of();
        };
    }

    private void resolution(NameResolution resolution) {
        form.text("domainname", resolution.domainname());
        form.list("dns", resolution.dns());
        form.list("dns_opt", resolution.dnsOptions());
        form.list("dns_search", resolution.dnsSearch());
        form.list(
                "links", resolution.links().stream().map(ConfigNetworking::link).toList());
        form.list(
                "external_links",
                resolution.externalLinks().stream().map(ConfigNetworking::link).toList());
    }

    private static String link(Link link) {
        return link.alias().equals(link.target()) ? link.target() : link.toString();
    }

    private void networks(NetworkingSpec networking) {
        Map<String, @Nullable Object> networks = new TreeMap<>();
        for (ServiceNetwork network : networking.networks()) {
            Map<String, @Nullable Object> one = network(network);
            networks.put(network.key(), one.isEmpty() ? null : one);
        }
        if (networks.isEmpty()) {
            networks.put("default", null);
        }
        form.put("networks", networks);
    }

    private static Map<String, @Nullable Object> network(ServiceNetwork network) {
        Endpoint endpoint = network.endpoint();
        Form one = new Form();
        one.list("aliases", network.aliases());
        one.text("ipv4_address", endpoint.ipv4());
        one.text("ipv6_address", endpoint.ipv6());
        one.list("link_local_ips", endpoint.linkLocal());
        one.text("mac_address", endpoint.mac());
        one.maps("driver_opts", Form.escaped(endpoint.driverOptions()));
        one.number("priority", endpoint.priority());
        one.number("gw_priority", endpoint.gatewayPriority());
        one.text("interface_name", endpoint.interfaceName());
        return one.keys();
    }

    private static String exposed(ContainerPort port) {
        return port.protocol() == Protocol.TCP ? String.valueOf(port.port()) : port.toString();
    }

    private static Map<String, @Nullable Object> port(PortMapping mapping) {
        Form port = new Form();
        port.put("mode", "ingress");
        mapping.hostAddress().ifPresent(a -> port.put("host_ip", a));
        port.put("target", mapping.container().port());
        mapping.hostPort().ifPresent(p -> port.put("published", String.valueOf(p)));
        port.put("protocol", mapping.container().protocol().toString());
        return port.keys();
    }
}
