package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Endpoint;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The parts of what a container is, hashed one by one and kept in a label, so that a plan can say which of them
 * changed. Keyed and short: they tell apart, and tell nothing about the values.
 */
record Aspects(Map<String, String> hashes) {
    private static final int DIGITS = 6;

    private static final Map<String, String> WORDS = words();

    private static Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("image", "image");
        words.put("environment", "environment");
        words.put("process", "command");
        words.put("mounts", "volumes");
        words.put("grants", "configs and secrets");
        words.put("ports", "ports");
        words.put("hosts", "names and addresses");
        words.put("runtime", "resources and privileges");
        words.put("lifecycle", "health check and restart policy");
        words.put("labels", "labels");
        return words;
    }

    /**
     * What makes a container what it is. Not part of it: attachments, which are changed live; the revision and
     * Portolan's labels, which say where it came from; dependencies and the number of replicas, which are the plan's.
     */
    record Identity(
            String service,
            String image,
            ProcessSpec process,
            List<Mount> mounts,
            Hosts hosts,
            Ports ports,
            Options options,
            Map<String, String> labels) {}

    /**
     * @param mode whose network it uses, as the engine is told; "" for networks of its own
     * @param endpoints what the file asks of its places on networks, by key; places it asks nothing of are left out
     * @param platform of its image
     */
    record Hosts(
            Optional<String> hostname,
            List<String> extraHosts,
            String mode,
            NameResolution resolution,
            Map<String, Endpoint> endpoints,
            String platform) {}

    record Ports(List<PublishedPort> published, List<ContainerPort> expose) {}

    record Options(RuntimeOptions runtime, LifecycleSpec lifecycle) {}

    static Aspects of(Secret key, Identity identity) {
        ProcessSpec p = identity.process();
        ProcessSpec bare = new ProcessSpec(
                p.command(), p.entrypoint(), Map.of(), p.user(), p.workingDir(), p.init(), p.tty(), p.stdinOpen());
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put("image", shortened(key, identity.image()));
        hashes.put("environment", shortened(key, p.environment()));
        hashes.put("process", shortened(key, bare));
        Map<Boolean, List<Mount>> mounts =
                identity.mounts().stream().collect(Collectors.partitioningBy(Mount.Grant.class::isInstance));
        hashes.put("mounts", shortened(key, mounts.getOrDefault(false, List.of())));
        hashes.put("grants", shortened(key, mounts.getOrDefault(true, List.of())));
        hashes.put("ports", shortened(key, identity.ports()));
        hashes.put("hosts", shortened(key, identity.hosts()));
        hashes.put("runtime", shortened(key, identity.options().runtime()));
        hashes.put("lifecycle", shortened(key, identity.options().lifecycle()));
        hashes.put("labels", shortened(key, identity.labels()));
        return new Aspects(hashes);
    }

    private static String shortened(Secret key, Object part) {
        return Fingerprint.of(key, part).substring(0, DIGITS);
    }

    String label() {
        List<String> parts = new ArrayList<>();
        hashes.forEach((name, hash) -> parts.add(name + ":" + hash));
        return String.join(",", parts);
    }

    /** What differs between two labels, in words ({@code image and environment}); empty if that cannot be told. */
    static Optional<String> difference(String one, String other) {
        Map<String, String> before = parse(one);
        Map<String, String> after = parse(other);
        List<String> changed = WORDS.entrySet().stream()
                .filter(w -> before.containsKey(w.getKey()) && after.containsKey(w.getKey()))
                .filter(w -> !before.getOrDefault(w.getKey(), "").equals(after.get(w.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        return changed.isEmpty() ? Optional.empty() : Optional.of(joined(changed));
    }

    static String joined(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    static Map<String, String> parse(String label) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : label.split(",", -1)) {
            int colon = part.indexOf(':');
            if (colon > 0) {
                parts.put(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        return parts;
    }
}
