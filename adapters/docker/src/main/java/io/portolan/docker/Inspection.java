package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What the engine's inspect answers say, as the model's values. */
final class Inspection {
    private Inspection() {}

    static ObservedContainer container(JsonNode json) {
        return new ObservedContainer(
                json.path("Id").asText(),
                json.path("Name").asText().replaceFirst("^/", ""),
                json.path("Config").path("Image").asText(),
                json.path("Image").asText(),
                state(json),
                attachments(json.path("NetworkSettings").path("Networks")),
                published(json.path("HostConfig").path("PortBindings")),
                labels(json.path("Config").path("Labels")));
    }

    private static State state(JsonNode json) {
        JsonNode state = json.path("State");
        JsonNode log = state.path("Health").path("Log");
        String lastCheck =
                log.isEmpty() ? "" : log.get(log.size() - 1).path("Output").asText();
        return new State(
                Status.valueOf(state.path("Status").asText().toUpperCase(Locale.ROOT)),
                Health.valueOf(
                        state.path("Health").path("Status").asText("none").toUpperCase(Locale.ROOT)),
                state.path("ExitCode").asInt(),
                state.path("Error").asText(),
                time(state.path("StartedAt").asText()),
                time(state.path("FinishedAt").asText()),
                json.path("RestartCount").asInt(),
                lastCheck);
    }

    /** The engine writes year 1 for "never". */
    private static Optional<Instant> time(String text) {
        return text.isEmpty() || text.startsWith("0001-") ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static List<ObservedAttachment> attachments(JsonNode networks) {
        List<ObservedAttachment> attachments = new ArrayList<>();
        networks.properties().forEach(e -> {
            List<String> aliases = new ArrayList<>();
            e.getValue().path("Aliases").forEach(a -> aliases.add(a.asText()));
            attachments.add(new ObservedAttachment(
                    e.getKey(),
                    e.getValue().path("NetworkID").asText(),
                    e.getValue().path("IPAddress").asText(),
                    aliases));
        });
        return attachments;
    }

    private static List<PublishedPort> published(JsonNode bindings) {
        List<PublishedPort> ports = new ArrayList<>();
        bindings.properties().forEach(e -> e.getValue().forEach(b -> {
            String address = b.path("HostIp").asText();
            String port = b.path("HostPort").asText();
            ports.add(new PublishedPort(
                    address.isEmpty() ? "0.0.0.0" : address,
                    port.isEmpty() || port.equals("0") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                    containerPort(e.getKey())));
        }));
        return ports;
    }

    private static ContainerPort containerPort(String text) {
        String[] parts = text.split("/");
        return new ContainerPort(
                Integer.parseInt(parts[0]),
                parts.length < 2 ? Protocol.TCP : Protocol.valueOf(parts[1].toUpperCase(Locale.ROOT)));
    }

    private static Map<String, String> labels(JsonNode json) {
        Map<String, String> labels = new HashMap<>();
        json.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return labels;
    }

    static ObservedNetwork network(JsonNode json) {
        List<Cidr> subnets = new ArrayList<>();
        json.path("IPAM").path("Config").forEach(c -> {
            String subnet = c.path("Subnet").asText();
            // Only IPv4 is planned; an IPv6 subnet can collide with none of ours.
            if (subnet.contains(".") && !subnet.contains(":")) {
                subnets.add(Cidr.parse(subnet));
            }
        });
        return new ObservedNetwork(
                json.path("Id").asText(),
                json.path("Name").asText(),
                json.path("Driver").asText(),
                subnets,
                json.path("Internal").asBoolean(),
                labels(json.path("Labels")));
    }

    static ObservedVolume volume(JsonNode json) {
        return new ObservedVolume(
                json.path("Name").asText(), json.path("Driver").asText(), labels(json.path("Labels")));
    }

    static ObservedImage image(String reference, JsonNode json) {
        List<ContainerPort> exposed = new ArrayList<>();
        json.path("Config").path("ExposedPorts").properties().forEach(e -> exposed.add(containerPort(e.getKey())));
        JsonNode test = json.path("Config").path("Healthcheck").path("Test");
        boolean checked = !test.isEmpty() && !test.get(0).asText().equals("NONE");
        return new ObservedImage(reference, json.path("Id").asText(), exposed, checked);
    }
}
