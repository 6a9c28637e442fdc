package io.portolan.engine.service;

import io.portolan.engine.rollout.Deployment;
import java.util.LinkedHashMap;
import java.util.Map;

/** The deploys of this daemon's life, the latest hundred; the store's events outlive them. */
final class Deployments {
    private static final int KEPT = 100;

    private final Map<String, Deployment> byId = new LinkedHashMap<>();

    synchronized void add(Deployment deployment) {
        byId.put(deployment.id(), deployment);
        if (byId.size() > KEPT) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    synchronized Deployment find(String id) {
        Deployment found = byId.get(id);
        if (found == null) {
            throw Lookups.missing("deployment", id);
        }
        return found;
    }
}
