package io.portolan.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.function.Consumer;

/** Documents one after the other: the data of server-sent events, or one on each line. */
final class DocumentStream {
    private final BufferedReader lines;
    private final boolean events;

    DocumentStream(BufferedReader lines, boolean events) {
        this.lines = lines;
        this.events = events;
    }

    /** Returns at the end of the stream. Throws an {@link IOException} if it breaks off, amid a document too. */
    void forEach(Consumer<JsonNode> sink) throws IOException {
        if (events) {
            forEachEvent(sink);
        } else {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    sink.accept(Json.parse(line));
                }
            }
        }
    }

    private void forEachEvent(Consumer<JsonNode> sink) throws IOException {
        StringJoiner data = new StringJoiner("\n");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                data.add(line.substring(5).stripLeading());
            } else if (line.isEmpty() && data.length() > 0) {
                sink.accept(Json.parse(data.toString()));
                data = new StringJoiner("\n");
            }
            // Comments keep the connection alive; names and ids of events say nothing that their data does not.
        }
    }
}
