package io.portolan.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http2Test {
    private static final int PREFACE = 24;
    private static final int HEADERS = 1;
    private static final int ENDS = 1;
    private static final int GOAWAY = 7;

    private static Count count(Peer.Behaviour behaviour, long visits) {
        try (Peer peer = Peer.that(behaviour)) {
            Share share = new Share(Kind.HTTP2, 1, Duration.ZERO);
            return Objects.requireNonNull(Load.on(peer.site(), List.of(share), visits, Duration.ofSeconds(30))
                    .await()
                    .get(Kind.HTTP2));
        }
    }

    /** The number of the next stream on which something is asked; -1 at the end. */
    private static int asked(InputStream in) throws IOException {
        while (true) {
            byte[] head = in.readNBytes(9);
            if (head.length < 9) {
                return -1;
            }
            in.readNBytes(((head[1] & 0xff) << 8) | (head[2] & 0xff));
            if (head[3] == HEADERS) {
                return ByteBuffer.wrap(head).getInt(5);
            }
        }
    }

    private static void frame(OutputStream out, int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
        frame.put((byte) 0)
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
        out.write(frame.put(payload).array());
    }

    private static void answer(OutputStream out, int stream, int field) throws IOException {
        frame(out, HEADERS, 4, stream, new byte[] {0x20, (byte) field});
        frame(out, 0, ENDS, stream, "from the application".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void severalRequestsAtOnceOnOneConnectionAreAnswered() {
        Count count = count(
                (number, in, out) -> {
                    in.readNBytes(PREFACE);
                    frame(out, 4, 0, 0, new byte[0]);
                    for (int stream = asked(in); stream > 0; stream = asked(in)) {
                        answer(out, stream, 0x88);
                    }
                },
                3);

        assertThat(count.sent()).isEqualTo(30);
        assertThat(count.right()).isEqualTo(30);
        assertThat(count.retried()).isZero();
    }

    @Test
    void whatAPeerThatLeavesHasNotTouchedIsAskedAgain() {
        Count count = count(
                (number, in, out) -> {
                    in.readNBytes(PREFACE);
                    for (int i = 0; i < 10; i++) {
                        int stream = asked(in);
                        if (number > 0 || i < 4) {
                            answer(out, stream, 0x88);
                        }
                    }
                    // The fourth stream is number 7.
                    frame(out, GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(7).array());
                    asked(in);
                },
                1);

        assertThat(count.retried()).isEqualTo(6);
        assertThat(count.right()).isEqualTo(10);
    }

    @Test
    void otherStatusesAndBrokenConnectionsAreLosses() {
        Count count = count(
                (number, in, out) -> {
                    in.readNBytes(PREFACE);
                    answer(out, asked(in), 0x88);
                    answer(out, asked(in), 0x8e);
                    for (int i = 2; i < 10; i++) {
                        asked(in);
                    }
                },
                1);

        assertThat(count.right()).isEqualTo(1);
        assertThat(count.lost()).containsOnly(entry("status 500", 1L), entry("truncated", 8L));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "88, 200",
        "208e, 500",
        "0803323036, 206",
        "4803353033, 503",
        "48821001, 200",
        "48836c0cff, 503",
        "4883680d7f, 404"
    })
    void statusesAreReadHoweverTheyAreWritten(String block, int status) throws IOException {
        assertThat(StatusField.read(HexFormat.of().parseHex(block))).isEqualTo(status);
    }
}
