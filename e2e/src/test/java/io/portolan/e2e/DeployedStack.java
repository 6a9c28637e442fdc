package io.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine has of a stack, asked from the engine itself, by the names of the file. */
final class DeployedStack {
    private static final String SEPARATOR = ".";

    private final String prefix;
    private String slug;
    private final Map<String, JsonNode> containers = new TreeMap<>();

    /** @param instance the one whose stack it is */
    DeployedStack(String name, String instance) {
        this.slug = name;
        this.prefix = "ptl-" + instance.replace("-", "").substring(0, 6);
        look(name, instance);
    }

    private void look(String name, String instance) {
        List<String> ids = Shell.docker(
                        "ps",
                        "-aq",
                        "--filter",
                        "label=portolan.instance=" + instance,
                        "--filter",
                        "name=^/?" + name + "-[^.]*\\.")
                .ok()
                .out()
                .lines()
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        List<String> inspect = new ArrayList<>(List.of("inspect"));
        inspect.addAll(ids);
        for (JsonNode container :
                Shell.docker(inspect.toArray(String[]::new)).ok().json()) {
            JsonNode labels = container.at("/Config/Labels");
            String replica = labels.path("portolan.replica").asText();
            containers.put(
                    labels.path("portolan.service").asText() + (replica.equals("1") ? "" : SEPARATOR + replica),
                    container);
            slug = container.path("Name").asText().substring(1).split("\\.", 2)[0];
        }
    }

    /** By service; further replicas as {@code SERVICE.2} and so on. */
    Map<String, JsonNode> containers() {
        return containers;
    }

    JsonNode container(String service) {
        return containers.getOrDefault(service, MissingNode.getInstance());
    }

    /** What the names of the stack's things begin with. */
    String slug() {
        return slug;
    }

    String containerName(String service) {
        return container(service).path("Name").asText().replaceFirst("^/", "");
    }

    String address(String service) {
        return container(service)
                .at("/NetworkSettings/Networks")
                .path(networkName("default"))
                .path("IPAddress")
                .asText();
    }

    String networkName(String key) {
        return prefix + "-1-" + slug + (key.equals("default") ? "" : SEPARATOR + key);
    }

    String destination() {
        return prefix + "-2-default";
    }

    String volumeName(String key) {
        return slug + SEPARATOR + key;
    }

    JsonNode network(String key) {
        return Shell.docker("network", "inspect", networkName(key)).ok().json().get(0);
    }

    JsonNode volume(String key) {
        return Shell.docker("volume", "inspect", volumeName(key)).ok().json().get(0);
    }

    /** What a shell command prints in the first container of a service. */
    String inside(String service, String command) {
        return Shell.docker("exec", containerName(service), "sh", "-c", command)
                .all()
                .stripTrailing();
    }
}
