package io.portolan.testkit.load;

/** How a visitor comes. */
public enum Kind {
    /** HTTP/1.1, one request after the other on a connection that is kept. */
    KEPT("kept"),
    /** HTTP/1.1, a connection for each request. */
    NEW("new"),
    /** A large body on a connection that is kept. Not repeated when the connection breaks: it may have been acted on. */
    UPLOAD_KEPT("upload-kept"),
    /** A large body on a connection of its own. */
    UPLOAD_NEW("upload-new"),
    /** Server-sent events until the application says that it ends. */
    EVENTS("events"),
    /** A WebSocket on which something is said and comes back, until the application ends it. */
    WEBSOCKET("websocket"),
    /** HTTP/2 by prior knowledge, several requests at once on one connection. */
    HTTP2("http2");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** As options and results have it. */
    public String word() {
        return word;
    }

    static Kind of(String word) {
        for (Kind kind : values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of load is called " + word);
    }

    Visitor visitor(Site site, Diary diary, Bounds bounds) {
        return switch (this) {
            case KEPT -> new Requests(site, diary, true, 0);
            case NEW -> new Requests(site, diary, false, 0);
            case UPLOAD_KEPT -> new Requests(site, diary, true, Requests.UPLOAD);
            case UPLOAD_NEW -> new Requests(site, diary, false, Requests.UPLOAD);
            case EVENTS -> new Events(site, diary, bounds);
            case WEBSOCKET -> new Echo(site, diary, bounds);
            case HTTP2 -> new Http2Requests(site, diary);
        };
    }
}
