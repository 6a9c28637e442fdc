package io.portolan.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Reads the progress of a pull, whose failures stand in the stream of a successful answer. */
final class ImagePull {
    private ImagePull() {}

    static void run(Streams streams, String path, String reference, Consumer<String> progress) throws IOException {
        try (Response response = open(streams, path, reference);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(response.getBody(), StandardCharsets.UTF_8))) {
            Set<String> layers = new HashSet<>();
            Set<String> complete = new HashSet<>();
            String line;
            while ((line = lines.readLine()) != null) {
                JsonNode json = EngineHttp.JSON.readTree(line);
                if (json.has("error")) {
                    throw failed(reference, json.path("error").asText());
                }
                tell(json, layers, complete, reference, progress);
            }
        }
    }

    private static Response open(Streams streams, String path, String reference) {
        try {
            return streams.open("POST", path, null);
        } catch (RuntimeFault fault) {
            throw fault.kind() == Kind.UNREACHABLE ? fault : failed(reference, fault.getMessage());
        }
    }

    /** Registries word "there is none" in many ways; to the person it is the same. */
    private static RuntimeFault failed(String reference, String said) {
        Kind kind = EngineErrors.kind(404, said);
        return new RuntimeFault(
                kind == Kind.NOT_FOUND ? Kind.IMAGE_NOT_FOUND : kind,
                "the image " + reference + " cannot be pulled: " + said);
    }

    private static void tell(
            JsonNode json, Set<String> layers, Set<String> complete, String reference, Consumer<String> progress) {
        String id = json.path("id").asText();
        String status = json.path("status").asText();
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
