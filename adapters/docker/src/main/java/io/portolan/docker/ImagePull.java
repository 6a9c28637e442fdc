package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** One pull of an image, whose failures stand in the stream of a successful answer. */
final class ImagePull {
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** How the engine begins the line that says how it ended. */
    private static final String LAST = "Status: ";

    private final String reference;
    private final String platform;
    private final Consumer<String> progress;
    private final Set<String> layers = new HashSet<>();
    private final Set<String> complete = new HashSet<>();

    /** @param platform {@code linux/arm64}, or "" for the engine's own */
    ImagePull(String reference, String platform, Consumer<String> progress) {
        this.reference = reference;
        this.platform = platform;
        this.progress = progress;
    }

    void run(EngineHttp http) {
        String image = tagged(reference);
        Call call = (platform.isEmpty()
                        ? Call.to(purpose(), "POST", "/images/create?fromImage={}", image)
                        : Call.to(purpose(), "POST", "/images/create?fromImage={}&platform={}", image, platform))
                .by(Deadline.silence(SILENCE));
        try {
            http.stream(call, this::read);
        } catch (RuntimeFault fault) {
            // Before the first byte of the stream the same failures come as a status.
            throw fault.kind() == Kind.UNREACHABLE ? fault : EngineErrors.pullFault(fault.kind(), fault.getMessage());
        }
    }

    private String purpose() {
        return "pull image " + reference + (platform.isEmpty() ? "" : " for " + platform);
    }

    /** Without a tag the engine would pull every tag there is. */
    static String tagged(String reference) {
        boolean exact = reference.contains("@") || reference.lastIndexOf(':') > reference.lastIndexOf('/');
        return exact ? reference : reference + ":latest";
    }

    private boolean read(InputStream body) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null) {
            JsonNode json = EngineHttp.JSON.readTree(line);
            if (json.has("error")) {
                String said = json.path("errorDetail").path("message").asText();
                String known = said.isEmpty() ? json.path("error").asText() : said;
                throw new RuntimeFault(EngineErrors.kind(0, known), "cannot " + purpose() + ": " + known);
            }
            tell(json);
        }
        return true;
    }

    private void tell(JsonNode json) {
        String id = json.path("id").asText();
        String status = json.path("status").asText();
        if (status.startsWith(LAST)) {
            progress.accept(reference + ": " + status.substring(LAST.length()));
        }
        if (id.isEmpty() || status.startsWith("Pulling from")) {
            return;
        }
        boolean fresh = layers.add(id);
        boolean done = (status.equals("Pull complete") || status.equals("Already exists")) && complete.add(id);
        if (fresh || done) {
            progress.accept("%s: %d of %d layers".formatted(reference, complete.size(), layers.size()));
        }
    }
}
