package io.portolan.testkit.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One WebSocket after the other (RFC 6455), on each of which something is said now and then. */
final class Echo implements Visitor {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int TEXT = 0x81;

    /** The application's last words; see {@code application.py}. A Close frame alone may come from the proxy. */
    private static final String FAREWELL = "end";

    private final Site site;
    private final Diary diary;
    private final Bounds bounds;

    Echo(Site site, Diary diary, Bounds bounds) {
        this.site = site;
        this.diary = diary;
        this.bounds = bounds;
    }

    @Override
    public void visit() throws InterruptedException {
        diary.sent();
        boolean begun = false;
        try (Wire wire = new Wire(site)) {
            wire.send("""
                    GET /ws HTTP/1.1\r
                    Host: %s\r
                    Connection: Upgrade\r
                    Upgrade: websocket\r
                    Sec-WebSocket-Version: 13\r
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                    \r
                    """.formatted(site.host()).getBytes(StandardCharsets.US_ASCII));
            Answer answer = Answer.read(wire);
            if (answer.status() != 101) {
                diary.lost(Losses.of(answer.status(), answer.has(Losses.OWN_PAGE), false), "");
                return;
            }
            diary.right();
            begun = true;
            talk(wire);
        } catch (IOException e) {
            if (begun) {
                diary.cut(String.valueOf(e.getMessage()));
            } else {
                diary.lost(Losses.of(e), String.valueOf(e.getMessage()));
            }
        }
    }

    private void talk(Wire wire) throws IOException, InterruptedException {
        for (int i = 0; !bounds.over(); i++) {
            String said = "message " + i;
            wire.send(frame(said));
            byte[] head = wire.read(2);
            String heard = new String(wire.read(head[1]), StandardCharsets.UTF_8);
            if (heard.equals(FAREWELL)) {
                diary.ended();
                return;
            }
            if ((head[0] & 0xff) != TEXT || !heard.equals(said)) {
                throw new IOException("said \"" + said + "\" and heard frame " + (head[0] & 0xff));
            }
            diary.heard();
            Thread.sleep(PAUSE);
        }
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(TEXT);
        frame.write(0x80 | payload.length);
        // A mask of zeros changes nothing.
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        return frame.toByteArray();
    }

    @Override
    public void close() {}
}
