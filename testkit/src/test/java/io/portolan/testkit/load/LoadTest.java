package io.portolan.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final String RIGHT = "from the application";

    private static Count count(Peer peer, Kind kind, long visits) {
        return count(peer.site(), kind, visits);
    }

    private static Count count(Site site, Kind kind, long visits) {
        Share share = new Share(kind, 1, Duration.ZERO);
        return Objects.requireNonNull(Load.on(site, List.of(share), visits, Duration.ofSeconds(30))
                .await()
                .get(kind));
    }

    private static void serve(int number, InputStream in, OutputStream out) throws IOException {
        while (Peer.request(in)) {
            Peer.answer(out, "200 OK", "", RIGHT);
        }
    }

    @Test
    void aKeptConnectionCarriesAllRequestsAndANewOneEachASingleOne() {
        try (Peer kept = Peer.that(LoadTest::serve);
                Peer each = Peer.that(LoadTest::serve)) {
            Count count = count(kept, Kind.KEPT, 20);
            count(each, Kind.NEW, 20);

            assertThat(count.sent()).isEqualTo(20);
            assertThat(count.right()).isEqualTo(20);
            assertThat(count.lostInAll()).isZero();
            assertThat(kept.connections()).isEqualTo(1);
            assertThat(each.connections()).isEqualTo(20);
        }
    }

    /** What a proxy does that closes a kept connection while the next request is on its way. */
    private static Peer closingAfterTheFirstOfEachConnection() {
        return Peer.that((number, in, out) -> {
            Peer.request(in);
            Peer.answer(out, "200 OK", "", RIGHT);
            Peer.request(in);
        });
    }

    @Test
    void aRequestOnAKeptConnectionThatEndsUnansweredIsAskedAgain() {
        try (Peer peer = closingAfterTheFirstOfEachConnection()) {
            Count count = count(peer, Kind.KEPT, 3);

            assertThat(count.right()).isEqualTo(3);
            assertThat(count.retried()).isEqualTo(2);
            assertThat(count.lostInAll()).isZero();
        }
    }

    @Test
    void anUploadIsNotAskedAgain() {
        Peer.Behaviour once = (number, in, out) -> {
            Peer.request(in);
            in.readNBytes(Requests.UPLOAD);
            Peer.answer(out, "200 OK", "", RIGHT);
            Peer.request(in);
            in.readNBytes(Requests.UPLOAD);
        };
        try (Peer peer = Peer.that(once)) {
            Count count = count(peer, Kind.UPLOAD_KEPT, 2);

            assertThat(count.right()).isEqualTo(1);
            assertThat(count.lost()).containsExactly(entry("closed unanswered", 1L));
            assertThat(count.retried()).isZero();
        }
    }

    @Test
    void aFreshConnectionThatEndsUnansweredIsALoss() {
        try (Peer peer = Peer.that((number, in, out) -> Peer.request(in))) {
            assertThat(count(peer, Kind.KEPT, 2).lost()).containsExactly(entry("closed unanswered", 2L));
            assertThat(count(peer, Kind.NEW, 2).lost()).containsExactly(entry("closed unanswered", 2L));
        }
    }

    @Test
    void anAnswerThatBreaksOffIsALossAndIsNotAskedAgain() {
        Peer.Behaviour half = (number, in, out) -> {
            Peer.request(in);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfrom the".getBytes(StandardCharsets.US_ASCII));
        };
        try (Peer peer = Peer.that(half)) {
            Count count = count(peer, Kind.KEPT, 2);

            assertThat(count.lost()).containsExactly(entry("truncated", 2L));
            assertThat(count.retried()).isZero();
        }
    }

    @Test
    void pagesOfOthersAreLosses() {
        Peer.Behaviour others = (number, in, out) -> {
            Peer.request(in);
            switch (number) {
                case 0 -> Peer.answer(out, "503 No", "X-Portolan: upstream-error\r\n", "Nothing is running here");
                case 1 -> Peer.answer(out, "502 No", "", "");
                default -> Peer.answer(out, "200 OK", "", "welcome to the proxy");
            }
        };
        try (Peer peer = Peer.that(others)) {
            assertThat(count(peer, Kind.NEW, 3).lost())
                    .containsOnly(
                            entry("own page 503", 1L), entry("status 502", 1L), entry("not the application's", 1L));
        }
    }

    @Test
    void whereNobodyListensAllIsRefused() {
        Peer peer = Peer.that(LoadTest::serve);
        Site site = peer.site();
        peer.close();

        assertThat(count(site, Kind.NEW, 2).lost()).containsExactly(entry("refused", 2L));
        assertThat(count(site, Kind.HTTP2, 1).lost()).containsExactly(entry("refused", 10L));
    }

    @Test
    void anEventStreamThatTheApplicationEndsIsNotCut() {
        Peer.Behaviour streams = (number, in, out) -> {
            Peer.request(in);
            String end = number == 0 ? "event: end\ndata: -\n\n" : "";
            out.write(("HTTP/1.1 200 OK\r\n\r\nid: 0\ndata: x\n\nid: 1\ndata: x\n\n" + end)
                    .getBytes(StandardCharsets.US_ASCII));
        };
        try (Peer peer = Peer.that(streams)) {
            Count count = count(peer, Kind.EVENTS, 2);

            assertThat(count.right()).isEqualTo(2);
            assertThat(count.ended()).isEqualTo(1);
            assertThat(count.cut()).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatComesInChunksIsFollowedAcrossThem() {
        Peer.Behaviour chunks = (number, in, out) -> {
            Peer.request(in);
            String last = number == 0 ? "4\r\nend\n\r\n" : "";
            out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nid: 0\ne\r\n6\r\nvent: \r\n" + last
                            + "0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        };
        try (Peer peer = Peer.that(chunks)) {
            Count count = count(peer, Kind.EVENTS, 2);

            assertThat(count.ended()).isEqualTo(1);
            assertThat(count.cut()).isEqualTo(1);
        }
    }

    @Test
    void aWebSocketThatTheApplicationEndsIsNotCutAndOneThatAProxyClosesIs() {
        Peer.Behaviour sockets = (number, in, out) -> {
            Peer.request(in);
            out.write("HTTP/1.1 101 Now\r\nUpgrade: websocket\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (number == 0) {
                out.write(new byte[] {(byte) 0x81, 3, 'e', 'n', 'd'});
            }
            out.write(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe9});
            in.read();
        };
        try (Peer peer = Peer.that(sockets)) {
            Count count = count(peer, Kind.WEBSOCKET, 2);

            assertThat(count.right()).isEqualTo(2);
            assertThat(count.ended()).isEqualTo(1);
            assertThat(count.cut()).isEqualTo(1);
        }
    }

    @Test
    void theLongestGapGoesOnUntilTheVisitorLeaves() {
        try (Peer peer = Peer.that((number, in, out) -> Peer.request(in))) {
            Share share = new Share(Kind.NEW, 1, Duration.ofMillis(300));
            Count count = Objects.requireNonNull(Load.on(peer.site(), List.of(share), 2, Duration.ofSeconds(30))
                    .await()
                    .get(Kind.NEW));

            assertThat(count.longestGap()).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        }
    }

    @Test
    void resultsAreJson() {
        Count count =
                new Count(5, 3, new TreeMap<>(Map.of("refused", 2L)), 1, 0, 0, Duration.ofMillis(1500), List.of());

        assertThat(count.json("kept"))
                .isEqualTo(
                        "{\"kind\":\"kept\",\"sent\":5,\"right\":3,\"lost\":2,\"reasons\":{\"refused\":2},\"retried\":1,"
                                + "\"cut\":0,\"ended\":0,\"longestGapMs\":1500}");
    }
}
