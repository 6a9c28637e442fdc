package io.portolan.testkit.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several requests at once on one connection, and when all are answered, again. */
final class Http2Requests implements Visitor {
    private static final int AT_ONCE = 10;

    private final Site site;
    private final Diary diary;
    private @Nullable Http2Wire kept;

    Http2Requests(Site site, Diary diary) {
        this.site = site;
        this.diary = diary;
    }

    @Override
    public void visit() {
        for (int i = 0; i < AT_ONCE; i++) {
            diary.sent();
        }
        int unanswered = ask(AT_ONCE, false);
        if (unanswered > 0) {
            ask(unanswered, true);
        }
    }

    /** Returns how many may be asked again: those that the proxy did not act on, or not one byte came of. */
    private int ask(int requests, boolean again) {
        List<Http2Wire.Stream> streams = new ArrayList<>();
        String broken = "";
        boolean reused = false;
        try {
            Http2Wire wire = stillOpen();
            reused = wire != null;
            if (wire == null) {
                wire = new Http2Wire(site);
            }
            kept = wire;
            for (int i = 0; i < requests; i++) {
                streams.add(wire.ask());
            }
            wire.finish();
        } catch (IOException e) {
            broken = Losses.of(e);
            close();
        }
        int unanswered = 0;
        for (int i = 0; i < requests; i++) {
            Http2Wire.Stream stream = i < streams.size() ? streams.get(i) : new Http2Wire.Stream();
            boolean repeatable = stream.untouched || (reused && stream.status == 0 && !broken.isEmpty());
            if (repeatable && !again && !stream.ended) {
                diary.retried();
                unanswered++;
            } else {
                judge(stream, broken);
            }
        }
        return unanswered;
    }

    private @Nullable Http2Wire stillOpen() throws IOException {
        if (kept != null && !kept.isUsable()) {
            close();
        }
        return kept;
    }

    private void judge(Http2Wire.Stream stream, String broken) {
        String body = stream.body.toString(StandardCharsets.UTF_8);
        if (stream.ended) {
            String loss = Losses.of(stream.status, false, body.contains(site.sign()));
            if (loss.isEmpty()) {
                diary.right();
            } else {
                diary.lost(loss, body.substring(0, Math.min(80, body.length())));
            }
        } else {
            diary.lost(broken.isEmpty() ? "reset" : broken, "HTTP/2 " + stream.failure);
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
