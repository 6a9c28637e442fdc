package io.portolan.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One request to the engine and what it is for, in words that follow "cannot". */
final class Call {
    private static final Duration USUAL = Duration.ofSeconds(60);

    private final String purpose;
    private final String method;
    private final String path;
    private Deadline deadline = Deadline.within(USUAL);
    private byte @Nullable [] body;
    private String contentType = "application/json";

    private Call(String purpose, String method, String path) {
        this.purpose = purpose;
        this.method = method;
        this.path = path;
    }

    /** @param path with a {@code {}} for each value; values come from people and are encoded */
    static Call to(String purpose, String method, String path, Object... values) {
        StringBuilder whole = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int gap = path.indexOf("{}", from);
            whole.append(path, from, gap).append(encoded(value.toString()));
            from = gap + 2;
        }
        return new Call(purpose, method, whole.append(path.substring(from)).toString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Call body(JsonNode json) {
        try {
            body = EngineHttp.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
        return this;
    }

    Call tar(byte[] archive) {
        body = archive;
        contentType = "application/x-tar";
        return this;
    }

    Call within(Duration limit) {
        return by(Deadline.within(limit));
    }

    Call by(Deadline newDeadline) {
        deadline = newDeadline;
        return this;
    }

    String purpose() {
        return purpose;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Connections are never kept: of one that an engine's restart has broken, nobody learns before it is used. */
    Request request(String prefix) {
        Request.Builder request =
                Request.builder().method(method).path(prefix + path).putHeader("Connection", "close");
        if (body != null) {
            request.putHeader("Content-Type", contentType).bodyBytes(body);
        }
        return request.build();
    }
}
