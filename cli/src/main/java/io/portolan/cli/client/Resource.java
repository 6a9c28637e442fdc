package io.portolan.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The path of a resource below {@code /api/v1}, built of segments that are escaped. */
public final class Resource {
    private final String path;
    private final String query;

    private Resource(String path, String query) {
        this.path = path;
        this.query = query;
    }

    public static Resource of(String... segments) {
        return new Resource("/api/v1", "").slash(segments);
    }

    public Resource slash(String... segments) {
        StringBuilder longer = new StringBuilder(path);
        for (String segment : segments) {
            longer.append('/').append(escape(segment));
        }
        return new Resource(longer.toString(), query);
    }

    public Resource with(String name, Object value) {
        return new Resource(
                path, query + (query.isEmpty() ? "?" : "&") + escape(name) + "=" + escape(String.valueOf(value)));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return path + query;
    }
}
