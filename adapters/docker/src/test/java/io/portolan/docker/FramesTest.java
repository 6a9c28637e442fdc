package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FramesTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    private FramesTest frame(int kind, byte[] payload) {
        stream.writeBytes(ByteBuffer.allocate(8)
                .put((byte) kind)
                .putInt(4, payload.length)
                .array());
        stream.writeBytes(payload);
        return this;
    }

    private FramesTest frame(int kind, String text) {
        return frame(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<LogLine> read() throws IOException {
        List<LogLine> lines = new ArrayList<>();
        Frames.read(new ByteArrayInputStream(stream.toByteArray()), lines::add);
        return lines;
    }

    @Test
    void joinsALineThatSeveralFramesCarry() throws IOException {
        frame(1, "one ").frame(2, "error\r\n").frame(1, "line\n\nlast");
        assertThat(read())
                .containsExactly(
                        new LogLine("stderr", "error"),
                        new LogLine("stdout", "one line"),
                        new LogLine("stdout", ""),
                        new LogLine("stdout", "last"));
    }

    @Test
    void decodesACharacterThatTwoFramesShare() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        frame(1, new byte[] {euro[0]}).frame(1, new byte[] {euro[1], euro[2], '\n'});
        assertThat(read()).containsExactly(new LogLine("stdout", "€"));
    }

    @Test
    void cutsALineThatNeverEnds() throws IOException {
        frame(1, "x".repeat((1 << 20) + 5));
        assertThat(read()).extracting(l -> l.text().length()).containsExactly(1 << 20, 5);
    }

    @Test
    void refusesWhatIsNoFrame() {
        stream.writeBytes("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    @Test
    void endsWithTheStream() throws IOException {
        assertThat(read()).isEmpty();
    }
}
