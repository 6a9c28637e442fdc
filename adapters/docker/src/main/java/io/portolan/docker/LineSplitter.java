package io.portolan.docker;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts chunks of bytes into lines; a line longer than a mebibyte is cut, so that no container can fill the memory. */
final class LineSplitter {
    private static final int LONGEST = 1 << 20;

    private final String stream;
    private final Consumer<LogLine> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LineSplitter(String stream, Consumer<LogLine> sink) {
        this.stream = stream;
        this.sink = sink;
    }

    void accept(byte[] chunk) {
        accept(chunk, chunk.length);
    }

    private void accept(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n' || line.size() >= LONGEST) {
                flush();
            }
            if (chunk[i] != '\n') {
                line.write(chunk[i]);
            }
        }
    }

    void all(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int read;
        while ((read = in.read(buffer)) >= 0) {
            accept(buffer, read);
        }
        end();
    }

    void end() {
        if (line.size() > 0) {
            flush();
        }
    }

    private void flush() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        sink.accept(new LogLine(stream, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
    }
}
