package io.portolan.docker;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Output of a container without a terminal: frames of an 8-byte header (stream, three zero bytes, length) and a payload.
 * See "Stream format" of the Engine API's attach endpoint.
 */
final class Frames {
    private static final int HEADER = 8;
    private static final int STDERR = 2;

    private Frames() {}

    static void read(InputStream stream, Consumer<LogLine> sink) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        LineSplitter out = new LineSplitter("stdout", sink);
        LineSplitter err = new LineSplitter("stderr", sink);
        byte[] header = new byte[HEADER];
        while (readHeader(in, header)) {
            int length = ByteBuffer.wrap(header).getInt(4);
            if (header[0] < 0 || header[0] > STDERR || length < 0) {
                throw new IOException("what the engine sends is no stream of frames");
            }
            byte[] payload = in.readNBytes(length);
            (header[0] == STDERR ? err : out).accept(payload);
        }
        out.end();
        err.end();
    }

    private static boolean readHeader(DataInputStream in, byte[] header) throws IOException {
        try {
            in.readFully(header);
            return true;
        } catch (EOFException e) {
            // The end of the stream between two frames is how every such stream ends.
            return false;
        }
    }
}
