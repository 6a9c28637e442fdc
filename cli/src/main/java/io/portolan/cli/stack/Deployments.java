package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.DaemonUnreachable;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import java.time.Duration;

/** Starts deploys and follows them to their end, through a restart of the daemon too. */
final class Deployments {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PATIENCE = 30;

    private final ApiClient api;
    private final Resource environment;
    private int seen;

    Deployments(ApiClient api, Resource environment) {
        this.api = api;
        this.environment = environment;
    }

    /** The deploy's document. */
    JsonNode start(String planId) {
        return api.post(environment.slash("deployments"), Json.object().put("plan", planId));
    }

    /** Returns the deploy's document when it has ended. */
    JsonNode follow(JsonNode deployment, DeployProgress progress) {
        Resource resource = environment.slash("deployments", Json.text(deployment, "id"));
        int silent = 0;
        JsonNode current = deployment;
        try (progress) {
            while (Json.text(current, "state").equals("running")) {
                int seenBefore = seen;
                try {
                    events(resource, progress);
                    current = api.get(resource);
                    silent = seen > seenBefore ? 0 : silent + 1;
                } catch (DaemonUnreachable e) {
                    silent++;
                    if (silent > PATIENCE) {
                        throw e;
                    }
                    progress.waiting("the daemon does not answer; the deploy goes on when it is back");
                }
                if (silent > 0) {
                    pause();
                }
            }
        }
        return current;
    }

    /** The stream always starts with the first event: those that were shown are skipped. */
    private void events(Resource resource, DeployProgress progress) {
        int[] number = {0};
        api.stream(resource.slash("events"), event -> {
            if (number[0]++ >= seen) {
                seen++;
                progress.event(event);
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nothing interrupts the thread of a command", e);
        }
    }
}
