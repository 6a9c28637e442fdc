package io.portolan.compose;

import io.portolan.compose.config.ConfigNetwork;
import io.portolan.compose.config.ConfigService;
import io.portolan.compose.interpolate.Interpolator;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.DeclaredVolume;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The canonical form that {@code docker compose config --format json} prints, as maps, lists, texts, numbers and
 * booleans, for the keys that are carried out. It shows every value, secrets too, as the official program does; dollar
 * signs are doubled, so that it can be read again.
 */
public final class ComposeConfig {
    private ComposeConfig() {}

    /**
     * @param project the project's name, which networks and volumes are named after
     * @param folder the absolute path of the Compose file's folder, which relative paths begin with
     */
    public static Map<String, Object> of(StackSpec spec, String project, String folder) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", project);
        Map<String, Object> networks = networks(spec, project);
        if (!networks.isEmpty()) {
            config.put("networks", networks);
        }
        Map<String, Object> services = new TreeMap<>();
        spec.services().forEach(s -> services.put(s.name(), new ConfigService(folder).of(s)));
        config.put("services", services);
        Map<String, Object> volumes = volumes(spec, project);
        if (!volumes.isEmpty()) {
            config.put("volumes", volumes);
        }
        return config;
    }

    /** The volumes in use: the official program leaves out what no service needs. */
    private static Map<String, Object> volumes(StackSpec spec, String project) {
        Set<String> used = new TreeSet<>();
        for (ServiceSpec service : spec.services()) {
            for (Mount mount : service.mounts()) {
                if (mount instanceof Mount.Volume volume) {
                    used.add(volume.volume());
                }
            }
        }
        Map<String, Object> all = new TreeMap<>();
        spec.volumes().stream().filter(v -> used.contains(v.key())).forEach(v -> all.put(v.key(), volume(v, project)));
        return all;
    }

    /** The project's name: the file's {@code name}, else that of its folder (Compose specification, "name"). */
    public static String project(Bundle bundle, ComposeOptions options, String folderName) {
        Findings unread = new Findings();
        Map<String, String> defaults = ComposeFiles.defaults(bundle, options.variables(), unread);
        Variables variables = new Variables(options.variables(), defaults, unread);
        Optional<String> named = ComposeFiles.tree(bundle, unread)
                .flatMap(tree -> Interpolator.fill(tree, variables, unread))
                .flatMap(root -> root.get("name"))
                .map(n -> n instanceof Scalar s ? s.text() : "");
        String name = named.orElse(folderName).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "");
        return name.replaceAll("^[_-]+", "");
    }

    /** The networks in use; the default one where a service names none. */
    private static Map<String, Object> networks(StackSpec spec, String project) {
        Set<String> used = new TreeSet<>();
        for (ServiceSpec service : spec.services()) {
            if (service.networking().mode().isOfStack()
                    && service.networking().networks().isEmpty()) {
                used.add("default");
            }
            service.networking().networks().stream().map(ServiceNetwork::key).forEach(used::add);
        }
        Map<String, Object> all = new TreeMap<>();
        for (String key : used) {
            Optional<DeclaredNetwork> declared =
                    spec.networks().stream().filter(n -> n.key().equals(key)).findFirst();
            all.put(key, ConfigNetwork.of(key, declared, project));
        }
        return all;
    }

    private static Map<String, Object> volume(DeclaredVolume volume, String project) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", volume.name().isEmpty() ? project + "_" + volume.key() : volume.name());
        if (!volume.driver().equals("local")) {
            form.put("driver", volume.driver());
        }
        if (!volume.driverOptions().isEmpty()) {
            form.put("driver_opts", new TreeMap<>(volume.driverOptions()));
        }
        if (volume.external()) {
            form.put("external", true);
        }
        if (!volume.labels().isEmpty()) {
            form.put("labels", new TreeMap<>(volume.labels()));
        }
        return form;
    }
}
