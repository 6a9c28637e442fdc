package io.portolan.testkit.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One request after the other, in HTTP/1.1. */
final class Requests implements Visitor {
    /** Bytes of a large body. */
    static final int UPLOAD = 1_000_000;

    private final Site site;
    private final Diary diary;
    private final boolean keeps;
    private final boolean repeats;
    private final byte[] request;
    private @Nullable Wire kept;

    /** @param upload bytes of the body; 0: a GET without any */
    Requests(Site site, Diary diary, boolean keeps, int upload) {
        this.site = site;
        this.diary = diary;
        this.keeps = keeps;
        this.repeats = upload == 0;
        String head = (upload == 0 ? "GET / HTTP/1.1\r\n" : "POST / HTTP/1.1\r\nContent-Length: " + upload + "\r\n")
                + "Host: " + site.host() + "\r\n" + (keeps ? "" : "Connection: close\r\n") + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        request = Arrays.copyOf(start, start.length + upload);
        Arrays.fill(request, start.length, request.length, (byte) 'x');
    }

    @Override
    public void visit() {
        diary.sent();
        try {
            Wire open = stillOpen();
            if (open == null) {
                ask(new Wire(site));
                return;
            }
            try {
                ask(open);
            } catch (Wire.Unanswered e) {
                if (!repeats) {
                    throw e;
                }
                diary.retried();
                ask(new Wire(site));
            }
        } catch (IOException e) {
            diary.lost(Losses.of(e), String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Wire stillOpen() throws IOException {
        Wire wire = kept;
        kept = null;
        if (wire != null && !wire.isSilent()) {
            wire.close();
            return null;
        }
        return wire;
    }

    private void ask(Wire wire) throws IOException {
        boolean keep = false;
        try {
            wire.send(request);
            Answer answer = Answer.read(wire);
            String body = answer.body();
            String loss = Losses.of(answer.status(), answer.has(Losses.OWN_PAGE), body.contains(site.sign()));
            if (loss.isEmpty()) {
                diary.right();
            } else {
                diary.lost(loss, body.substring(0, Math.min(80, body.length())));
            }
            keep = keeps && !answer.closes();
        } finally {
            if (keep) {
                kept = wire;
            } else {
                wire.close();
            }
        }
    }

    @Override
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }
}
