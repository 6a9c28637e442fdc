package io.portolan.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.ContainerLoopback;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What Traefik tells about itself on the loopback interface of its container. */
record TraefikApi(ContainerLoopback loopback, Duration deadline) {
    private static final int FOUND = 200;
    private static final int NOT_FOUND = 404;

    /** What the service answers that does nothing. */
    private static final int TEAPOT = 418;

    private static final List<String> KINDS = List.of("routers", "services", "middlewares");
    private static final List<String> STATES = List.of("disabled", "warning");

    /**
     * Whether visitors get what the file of that digest says. Traefik changes its entry points one after the other, the
     * API's among them in no certain order, so each is asked.
     */
    boolean serves(String digest) throws IOException {
        return answers(StaticFile.WEB_PORT, digest) && answers(StaticFile.WEBSECURE_PORT, digest);
    }

    /** Whether it has read the file of that digest, and its {@link #complaints} are about it. */
    boolean knows(String digest) throws IOException {
        int status =
                ask("/api/http/routers/" + DynamicFile.marker(digest) + "@file").status();
        if (status != FOUND && status != NOT_FOUND) {
            throw new IOException("its API answers with HTTP " + status);
        }
        return status == FOUND;
    }

    private boolean answers(int port, String digest) throws IOException {
        return LoopbackExchange.get(loopback, port, DynamicFile.markerHost(digest), "/", deadline)
                        .status()
                == TEAPOT;
    }

    /** What Traefik could not take of the file that is live, in its own words; the first few. */
    List<String> complaints() throws IOException {
        JsonNode overview = json("/api/overview").path("http");
        List<String> complaints = new ArrayList<>();
        for (String kind : KINDS) {
            JsonNode counts = overview.path(kind);
            if (counts.path("errors").asInt() + counts.path("warnings").asInt() > 0) {
                for (String state : STATES) {
                    json("/api/http/" + kind + "?per_page=5&status=" + state).forEach(i -> complaints.add(words(i)));
                }
            }
        }
        return complaints;
    }

    private static String words(JsonNode item) {
        String said = StreamSupport.stream(item.path("error").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return item.path("name").asText().replaceFirst("@file$", "") + ": " + said;
    }

    private JsonNode json(String path) throws IOException {
        LoopbackExchange.Answer answer = ask(path);
        if (answer.status() != FOUND) {
            throw new IOException("its API answers with HTTP " + answer.status() + " "
                    + answer.body().strip());
        }
        return Json.parse(answer.body());
    }

    private LoopbackExchange.Answer ask(String path) throws IOException {
        return LoopbackExchange.get(loopback, StaticFile.API_PORT, "localhost", path, deadline);
    }
}
