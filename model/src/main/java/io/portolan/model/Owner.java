package io.portolan.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Whose a thing is: the ids that stand in labels, rows and the API from the first day, even while there is one of each.
 *
 * @param instance the Portolan instance (a UUID); only its own things are repaired or purged
 */
public record Owner(String instance, String team, String project, String environment, String server) {
    public Owner {
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(team, "team");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(server, "server");
    }

    /** The labels that every engine object of this owner carries. */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Labels.MANAGED, "true");
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.TEAM, team);
        labels.put(Labels.PROJECT, project);
        labels.put(Labels.ENVIRONMENT, environment);
        labels.put(Labels.SERVER, server);
        return labels;
    }
}
