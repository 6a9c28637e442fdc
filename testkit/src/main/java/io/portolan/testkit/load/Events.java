package io.portolan.testkit.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One stream of server-sent events after the other: as long as the application has something to say. */
final class Events implements Visitor {
    /** The application's last words; see {@code application.py}. */
    private static final String FAREWELL = "event: end";

    private final Site site;
    private final Diary diary;
    private final Bounds bounds;

    Events(Site site, Diary diary, Bounds bounds) {
        this.site = site;
        this.diary = diary;
        this.bounds = bounds;
    }

    @Override
    public void visit() {
        diary.sent();
        boolean begun = false;
        try (Wire wire = new Wire(site)) {
            wire.send(("GET /sse HTTP/1.1\r\nHost: " + site.host() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Answer answer = Answer.read(wire);
            if (answer.status() != 200) {
                diary.lost(Losses.of(answer.status(), answer.has(Losses.OWN_PAGE), false), "");
                return;
            }
            diary.right();
            begun = true;
            follow(new Lines(wire, answer));
        } catch (IOException e) {
            if (begun) {
                diary.cut(String.valueOf(e.getMessage()));
            } else {
                diary.lost(Losses.of(e), String.valueOf(e.getMessage()));
            }
        }
    }

    private void follow(Lines lines) throws IOException {
        int next = 0;
        while (!bounds.over()) {
            String line = lines.next();
            if (line.equals(FAREWELL)) {
                diary.ended();
                return;
            }
            if (line.startsWith("id: ")) {
                if (!line.equals("id: " + next)) {
                    throw new IOException("event " + next + " is missing before " + line);
                }
                next++;
                diary.heard();
            }
        }
    }

    /** Of a body that comes in chunks, or as it is. */
    private static final class Lines {
        private final Wire wire;
        private final Answer answer;
        private String rest = "";

        Lines(Wire wire, Answer answer) {
            this.wire = wire;
            this.answer = answer;
        }

        String next() throws IOException {
            if (!answer.isChunked()) {
                return wire.line();
            }
            while (rest.indexOf('\n') < 0) {
                byte[] chunk = answer.chunk();
                if (chunk.length == 0) {
                    throw new IOException("ended without a farewell");
                }
                rest += new String(chunk, StandardCharsets.UTF_8);
            }
            int end = rest.indexOf('\n');
            String line = rest.substring(0, end);
            rest = rest.substring(end + 1);
            return line;
        }
    }

    @Override
    public void close() {}
}
