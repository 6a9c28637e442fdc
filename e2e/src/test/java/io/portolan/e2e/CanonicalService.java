package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * One service of the canonical form beside the container that the engine has of it, key by key. It knows what
 * Compose and the engine mean, and nothing of how Portolan gets from one to the other. A key that is not known here is
 * a difference, too: nothing goes by unseen.
 */
final class CanonicalService {
    /** What the engine has no field for; and what is compared together with another key. */
    private static final Set<String> ELSEWHERE = Set.of("depends_on", "profiles", "container_name", "expose");

    /** What is compared also where the file says nothing, for the engine is to have nothing then. */
    private static final Set<String> ALWAYS = Set.of(
            "command",
            "environment",
            "volumes",
            "networks",
            "ports",
            "restart",
            "healthcheck",
            "labels",
            "cap_add",
            "cap_drop",
            "security_opt",
            "sysctls",
            "ulimits",
            "user",
            "working_dir",
            "tty",
            "stdin_open",
            "privileged");

    private final String name;
    private final JsonNode file;
    private final JsonNode service;
    private final DeployedStack stack;
    private final JsonNode container;
    private final JsonNode image;
    private final List<String> differences = new ArrayList<>();

    /** @param file the whole canonical form */
    CanonicalService(String name, JsonNode file, DeployedStack stack) {
        this.name = name;
        this.file = file;
        this.service = file.get("services").get(name);
        this.stack = stack;
        this.container = stack.container(name);
        this.image = Shell.docker("image", "inspect", service.get("image").asText())
                .ok()
                .json()
                .get(0)
                .get("Config");
    }

    List<String> differences() {
        if (container.isMissingNode()) {
            return List.of(name + ": has no container");
        }
        Set<String> keys = new TreeSet<>(ALWAYS);
        service.fieldNames().forEachRemaining(keys::add);
        keys.removeAll(ELSEWHERE);
        keys.forEach(this::compare);
        return differences;
    }

    private void compare(String key) {
        JsonNode said = service.path(key);
        JsonNode host = container.get("HostConfig");
        JsonNode config = container.get("Config");
        switch (key) {
            case "image" -> same(key, said.asText(), config.get("Image").asText());
            case "platform" ->
                same(
                        key,
                        said.asText().split("/", 2)[0],
                        container.get("Platform").asText());
            case "command", "entrypoint" -> process();
            case "environment" -> environment(said);
            case "volumes" -> mounts(said);
            case "networks", "network_mode" -> networks();
            case "ports" -> ports(said);
            case "restart" -> restart(said, host.get("RestartPolicy"));
            case "healthcheck" -> healthcheck(said, config.path("Healthcheck"));
            case "labels" -> labels(said);
            case "cap_add" -> same(key, set(said), set(host.path("CapAdd")));
            case "cap_drop" -> same(key, set(said), set(host.path("CapDrop")));
            case "security_opt" -> same(key, set(said), set(host.path("SecurityOpt")));
            case "sysctls" -> same(key, map(said, JsonNode::asText), map(host.path("Sysctls"), JsonNode::asText));
            case "ulimits" -> ulimits(said, host.path("Ulimits"));
            case "user", "working_dir" -> {
                String field = key.equals("user") ? "User" : "WorkingDir";
                same(
                        key,
                        said.isMissingNode() ? image.path(field).asText() : said.asText(),
                        config.get(field).asText());
            }
            case "hostname" -> same(key, said.asText(), config.get("Hostname").asText());
            case "tty" -> same(key, said.asBoolean(), config.get("Tty").asBoolean());
            case "stdin_open" ->
                same(key, said.asBoolean(), config.get("OpenStdin").asBoolean());
            case "privileged" ->
                same(key, said.asBoolean(), host.get("Privileged").asBoolean());
            case "shm_size" -> same(key, said.asLong(), host.get("ShmSize").asLong());
            case "stop_grace_period" ->
                same(key, duration(said).toSeconds(), config.path("StopTimeout").asLong());
            default -> differences.add("%s.%s: this test cannot compare it".formatted(name, key));
        }
    }

    /** A file's entry point takes the image's command away, too. */
    private void process() {
        JsonNode command = service.path("command");
        JsonNode entrypoint = service.path("entrypoint");
        boolean own = entrypoint.isArray();
        JsonNode config = container.get("Config");
        same("entrypoint", list(own ? entrypoint : image.path("Entrypoint")), list(config.path("Entrypoint")));
        List<String> wanted = command.isArray() ? list(command) : own ? List.of() : list(image.path("Cmd"));
        same("command", wanted, list(config.path("Cmd")));
    }

    private void environment(JsonNode said) {
        Map<String, String> wanted = variables(image.path("Env"));
        for (Map.Entry<String, JsonNode> variable : said.properties()) {
            if (!variable.getValue().isNull()) {
                wanted.put(variable.getKey(), text(variable.getValue()));
            }
        }
        same("environment", wanted, variables(container.at("/Config/Env")));
    }

    private static Map<String, String> variables(JsonNode lines) {
        Map<String, String> variables = new TreeMap<>();
        lines.forEach(l -> {
            String[] pair = l.asText().split("=", 2);
            variables.put(pair[0], pair[1]);
        });
        return variables;
    }

    /** By target: kind, source where it has a name, and whether it can be written to. */
    private void mounts(JsonNode said) {
        Map<String, String> wanted = new TreeMap<>();
        Set<String> nameless = new TreeSet<>();
        image.path("Volumes").fieldNames().forEachRemaining(target -> {
            wanted.put(target, "volume rw");
            nameless.add(target);
        });
        for (JsonNode mount : said) {
            String source = mount.path("source").asText();
            String target = mount.get("target").asText();
            boolean volume = mount.get("type").asText().equals("volume");
            boolean named = !source.isEmpty();
            nameless.remove(target);
            if (!named) {
                nameless.add(target);
            }
            wanted.put(
                    target,
                    mount.get("type").asText()
                            + (named ? " " + (volume ? volume(source) : source) : "")
                            + (mount.path("read_only").asBoolean() ? " ro" : " rw"));
        }
        Map<String, String> there = new TreeMap<>();
        for (JsonNode mount : container.get("Mounts")) {
            String target = mount.get("Destination").asText();
            String type = mount.get("Type").asText();
            String source =
                    mount.path(type.equals("volume") ? "Name" : "Source").asText();
            there.put(
                    target,
                    type
                            + (nameless.contains(target) ? "" : " " + source)
                            + (mount.get("RW").asBoolean() ? " rw" : " ro"));
        }
        same("volumes", wanted, there);
    }

    private String volume(String key) {
        JsonNode declared = file.path("volumes").path(key);
        return declared.path("external").asBoolean() ? declared.get("name").asText() : stack.volumeName(key);
    }

    private void networks() {
        JsonNode there = container.at("/NetworkSettings/Networks");
        Set<String> wanted = new TreeSet<>();
        if (service.has("network_mode")) {
            wanted.add(service.get("network_mode").asText());
        }
        for (Map.Entry<String, JsonNode> member : service.path("networks").properties()) {
            JsonNode declared = file.path("networks").path(member.getKey());
            boolean external = declared.path("external").asBoolean();
            String network = external ? declared.get("name").asText() : stack.networkName(member.getKey());
            wanted.add(network);
            Set<String> names = set(member.getValue().path("aliases"));
            names.add(name);
            if (service.has("container_name")) {
                names.add(service.get("container_name").asText());
            }
            Set<String> aliases = set(there.path(network).path("Aliases"));
            if (!external && !aliases.containsAll(names)) {
                same("networks." + member.getKey() + ".aliases", names, aliases);
            }
            String fixed = member.getValue().path("ipv4_address").asText();
            if (!fixed.isEmpty()) {
                same("networks", fixed, there.path(network).path("IPAddress").asText());
            }
        }
        Set<String> names = new TreeSet<>();
        there.fieldNames().forEachRemaining(names::add);
        same("networks", wanted, names);
    }

    /** Container-only ports are bound to none of the host, which is where Portolan differs from the official program. */
    private void ports(JsonNode said) {
        Set<String> wanted = new TreeSet<>();
        Set<String> exposed = new TreeSet<>();
        service.path("expose").forEach(e -> exposed.add(e.asText() + (e.asText().contains("/") ? "" : "/tcp")));
        for (JsonNode port : said) {
            String inside =
                    port.get("target").asText() + "/" + port.get("protocol").asText();
            exposed.add(inside);
            if (port.has("published")) {
                wanted.add(port.path("host_ip").asText("0.0.0.0") + ":"
                        + port.get("published").asText() + "->" + inside);
            }
        }
        Set<String> there = new TreeSet<>();
        container.at("/HostConfig/PortBindings").properties().forEach(p -> p.getValue()
                .forEach(b -> there.add(
                        b.get("HostIp").asText() + ":" + b.get("HostPort").asText() + "->" + p.getKey())));
        same("ports", wanted, there);
        Set<String> shown = new TreeSet<>();
        container.at("/Config/ExposedPorts").fieldNames().forEachRemaining(shown::add);
        image.path("ExposedPorts").fieldNames().forEachRemaining(exposed::add);
        same("expose", exposed, shown);
    }

    /** Where the file names no policy Portolan's is {@code unless-stopped}. */
    private void restart(JsonNode said, JsonNode there) {
        String policy = there.get("Name").asText()
                + (there.path("MaximumRetryCount").asInt() > 0 ? ":" + there.get("MaximumRetryCount") : "");
        same("restart", said.asText("unless-stopped"), policy);
    }

    private void healthcheck(JsonNode said, JsonNode there) {
        if (said.isMissingNode()) {
            same("healthcheck", image.path("Healthcheck").toString(), there.toString());
            return;
        }
        boolean off = said.path("disable").asBoolean();
        same("healthcheck.test", off ? List.of("NONE") : list(said.path("test")), list(there.path("Test")));
        Map.of("interval", "Interval", "timeout", "Timeout", "start_period", "StartPeriod")
                .forEach((key, field) -> same(
                        "healthcheck." + key,
                        duration(said.path(key)).toNanos(),
                        there.path(field).asLong()));
        same(
                "healthcheck.retries",
                said.path("retries").asInt(),
                there.path("Retries").asInt());
    }

    private void labels(JsonNode said) {
        Map<String, String> wanted = map(image.path("Labels"), JsonNode::asText);
        wanted.putAll(map(said, CanonicalService::text));
        Map<String, String> there = map(container.at("/Config/Labels"), JsonNode::asText);
        there.keySet().removeIf(l -> l.startsWith("portolan."));
        same("labels", wanted, there);
    }

    private void ulimits(JsonNode said, JsonNode there) {
        Map<String, String> wanted = map(
                said,
                l -> l.isObject() ? l.get("soft").asText() + ":" + l.get("hard").asText() : both(l.asText()));
        Map<String, String> limits = new TreeMap<>();
        there.forEach(l -> limits.put(
                l.get("Name").asText(),
                l.get("Soft").asText() + ":" + l.get("Hard").asText()));
        same("ulimits", wanted, limits);
    }

    private static String both(String limit) {
        return limit + ":" + limit;
    }

    private void same(String key, Object wanted, Object there) {
        if (!Objects.equals(wanted, there)) {
            differences.add("%s.%s: the file says %s, the engine has %s".formatted(name, key, wanted, there));
        }
    }

    private static List<String> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(CanonicalService::text)
                .toList();
    }

    private static Set<String> set(JsonNode array) {
        return new TreeSet<>(list(array));
    }

    private static Map<String, String> map(JsonNode object, Function<JsonNode, String> value) {
        Map<String, String> map = new TreeMap<>();
        object.properties().forEach(f -> map.put(f.getKey(), value.apply(f.getValue())));
        return map;
    }

    /** The canonical form doubles dollar signs. */
    private static String text(JsonNode value) {
        return value.asText().replace("$$", "$");
    }

    /** As Go prints it: {@code 1m30s}. */
    private static Duration duration(JsonNode said) {
        return said.isMissingNode()
                ? Duration.ZERO
                : Duration.parse("PT" + said.asText().toUpperCase(java.util.Locale.ROOT));
    }
}
