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
import io.portolan.model.stack.Sharing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the engine's inspect answers say, as the model's values. */
final class Inspection {
    private static final int SHORT_ID = 12;
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/(tcp|udp|sctp))?");

    private Inspection() {}

    static ObservedContainer container(JsonNode json) {
        return new ObservedContainer(
                json.path("Id").asText(),
                json.path("Name").asText().replaceFirst("^/", ""),
                json.path("Config").path("Image").asText(),
                json.path("Image").asText(),
                state(json),
                attachments(json),
                published(json),
                texts(json.path("Config").path("Labels")),
                joins(json.path("HostConfig")),
                bindings(json.path("NetworkSettings").path("Ports")),
                networkOf(json.path("HostConfig")),
                json.path("HostConfig")
                        .path("ExtraHosts")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    private static String networkOf(JsonNode config) {
        String mode = config.path("NetworkMode").asText();
        return mode.startsWith(Sharing.CONTAINER) ? mode.substring(Sharing.CONTAINER.length()) : "";
    }

    /** The engine keeps the id of a container that was named when this one was made. */
    private static Set<String> joins(JsonNode config) {
        return Stream.of("NetworkMode", "PidMode", "IpcMode")
                .map(mode -> config.path(mode).asText())
                .filter(mode -> mode.startsWith(Sharing.CONTAINER))
                .map(mode -> mode.substring(Sharing.CONTAINER.length()))
                .collect(Collectors.toSet());
    }

    private static State state(JsonNode json) {
        JsonNode state = json.path("State");
        JsonNode log = state.path("Health").path("Log");
        String lastCheck =
                log.isEmpty() ? "" : log.get(log.size() - 1).path("Output").asText();
        return new State(
                status(state.path("Status").asText()),
                health(state.path("Health").path("Status").asText()),
                state.path("ExitCode").asInt(),
                state.path("Error").asText(),
                time(state.path("StartedAt").asText()),
                time(state.path("FinishedAt").asText()),
                json.path("RestartCount").asInt(),
                lastCheck);
    }

    /** One word that is not known must not hide a server: engines that imitate Docker have more of them. */
    private static Status status(String word) {
        return switch (word) {
            case "created", "configured", "initialized" -> Status.CREATED;
            case "running", "stopping" -> Status.RUNNING;
            case "paused" -> Status.PAUSED;
            case "restarting" -> Status.RESTARTING;
            case "removing" -> Status.REMOVING;
            case "exited", "stopped" -> Status.EXITED;
            default -> Status.DEAD;
        };
    }

    private static Health health(String word) {
        return switch (word) {
            case "starting" -> Health.STARTING;
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.NONE;
        };
    }

    /** The engine writes year 1 for "never". */
    private static Optional<Instant> time(String text) {
        return text.isEmpty() || text.startsWith("0001-") ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    /** Before API 1.45 the engine lists the short id, which it adds by itself, among the aliases. */
    private static List<ObservedAttachment> attachments(JsonNode json) {
        String id = json.path("Id").asText();
        List<ObservedAttachment> attachments = new ArrayList<>();
        json.path("NetworkSettings").path("Networks").properties().forEach(e -> {
            List<String> aliases = new ArrayList<>();
            e.getValue().path("Aliases").forEach(a -> aliases.add(a.asText()));
            aliases.removeIf(a -> a.length() == SHORT_ID && id.startsWith(a));
            attachments.add(new ObservedAttachment(
                    e.getKey(),
                    e.getValue().path("NetworkID").asText(),
                    e.getValue().path("IPAddress").asText(),
                    aliases,
                    e.getValue().path("Gateway").asText(),
                    e.getValue().path("GlobalIPv6Address").asText(),
                    links(e.getValue().path("Links")),
                    e.getValue().path("GwPriority").asInt()));
        });
        return attachments;
    }

    /** The engine writes {@code CONTAINER:NAME}. */
    private static Map<String, String> links(JsonNode json) {
        Map<String, String> links = new HashMap<>();
        json.forEach(link -> {
            String[] parts = link.asText().split(":", 2);
            links.put(parts[parts.length - 1], parts[0]);
        });
        return links;
    }

    /** What it was made to publish; where it runs and the engine chose the host port, that one. */
    private static List<PublishedPort> published(JsonNode json) {
        List<PublishedPort> asked = bindings(json.path("HostConfig").path("PortBindings"));
        List<PublishedPort> chosen = bindings(json.path("NetworkSettings").path("Ports")).stream()
                .filter(p -> p.hostPort().isPresent())
                .filter(p -> asked.stream()
                        .noneMatch(a -> a.container().equals(p.container())
                                && a.hostPort().equals(p.hostPort())))
                .toList();
        Stream<PublishedPort> known = asked.stream()
                .filter(a -> a.hostPort().isPresent()
                        || chosen.stream().noneMatch(p -> p.container().equals(a.container())));
        return Stream.concat(known, chosen.stream()).toList();
    }

    /** A port that is bound to no address in particular is bound to all, of both families. */
    private static List<PublishedPort> bindings(JsonNode bindings) {
        List<PublishedPort> ports = new ArrayList<>();
        bindings.properties().forEach(e -> e.getValue().forEach(b -> {
            String address = b.path("HostIp").asText();
            for (ContainerPort port : containerPorts(e.getKey())) {
                OptionalInt host = hostPort(b.path("HostPort").asText());
                for (String bound : address.isEmpty() ? List.of("0.0.0.0", "::") : List.of(address)) {
                    ports.add(new PublishedPort(bound, host, port));
                }
            }
        }));
        return ports;
    }

    /** None, 0 and a range all leave the choice to the engine. */
    private static OptionalInt hostPort(String text) {
        return text.matches("[1-9]\\d*") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    /** {@code 80/tcp}, {@code 53}, or a range; nothing for what no port is. */
    static List<ContainerPort> containerPorts(String text) {
        Matcher m = PORTS.matcher(text);
        if (!m.matches()) {
            return List.of();
        }
        Protocol protocol =
                m.group(3) == null ? Protocol.TCP : Protocol.valueOf(m.group(3).toUpperCase(Locale.ROOT));
        int first = Integer.parseInt(m.group(1));
        int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
        return IntStream.rangeClosed(first, last)
                .filter(p -> p >= 1 && p <= 65535)
                .mapToObj(p -> new ContainerPort(p, protocol))
                .toList();
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new HashMap<>();
        json.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
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
                texts(json.path("Labels")),
                texts(json.path("Options")));
    }

    static ObservedVolume volume(JsonNode json) {
        return new ObservedVolume(
                json.path("Name").asText(), json.path("Driver").asText(), texts(json.path("Labels")));
    }

    static ObservedImage image(String reference, JsonNode json) {
        List<ContainerPort> exposed = new ArrayList<>();
        json.path("Config").path("ExposedPorts").properties().forEach(e -> exposed.addAll(containerPorts(e.getKey())));
        JsonNode test = json.path("Config").path("Healthcheck").path("Test");
        boolean checked = !test.isEmpty() && !test.get(0).asText().equals("NONE");
        return new ObservedImage(reference, json.path("Id").asText(), exposed, checked, platform(json));
    }

    private static String platform(JsonNode image) {
        String architecture = image.path("Architecture").asText();
        String variant = image.path("Variant").asText();
        return architecture.isEmpty()
                ? ""
                : image.path("Os").asText() + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
