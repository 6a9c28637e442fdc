package io.portolan.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.proxy.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Caddy's admin API. */
record AdminSocket(Path socket, Duration deadline) {
    /** Caddy answered, and said no. */
    static final class Refusal extends Exception {
        Refusal(String message) {
            super(message);
        }
    }

    /** Returns when the configuration is live. */
    void load(byte[] document) throws IOException, Refusal {
        HttpExchange.Answer answer = HttpExchange.post(socket, "/load", document, deadline);
        if (answer.status() != 200) {
            throw new Refusal(reason(answer));
        }
    }

    /** The configuration that is live; JSON's null where there is none. */
    JsonNode config() throws IOException {
        HttpExchange.Answer answer = HttpExchange.get(socket, "/config/", deadline);
        if (answer.status() != 200) {
            throw new IOException("reading the configuration back was answered with " + reason(answer));
        }
        return Json.parse(answer.body());
    }

    private static String reason(HttpExchange.Answer answer) {
        String body = answer.body().strip();
        try {
            return Json.parse(body).path("error").asText(body);
        } catch (IOException e) {
            // Not Caddy's usual form; its own words are the best there is.
            return "HTTP " + answer.status() + " " + body;
        }
    }
}
