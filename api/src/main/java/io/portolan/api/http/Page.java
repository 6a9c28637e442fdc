package io.portolan.api.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page after this one; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int LARGEST = 1000;
    static final int USUAL = 500;

    /** Where the page before ended: at the item with {@code key}, which stood at {@code index} then. */
    private record Cursor(int index, String key) {
        String text() {
            byte[] plain = (index + ":" + key).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
        }

        static Cursor parse(String text) {
            try {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
                int colon = plain.indexOf(':');
                if (colon > 0) {
                    return new Cursor(Integer.parseUnsignedInt(plain.substring(0, colon)), plain.substring(colon + 1));
                }
            } catch (IllegalArgumentException e) {
                throw broken();
            }
            throw broken();
        }

        private static HttpProblem broken() {
            return HttpProblem.invalid("query.invalid", "the query parameter \"cursor\" is not one that a list gave");
        }
    }

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page of {@code all} that the request's {@code limit} and {@code cursor} ask for. What comes and goes elsewhere
     * in the list between two pages neither repeats nor skips an item.
     *
     * @param key tells an item from all others
     */
    public static <T> Page<T> of(Context ctx, List<T> all, Function<T, String> key) {
        int limit = Query.integer(ctx, "limit", USUAL, 1, LARGEST);
        Optional<Cursor> cursor = Query.text(ctx, "cursor").map(Cursor::parse);
        int from = cursor.map(c -> after(c, all, key)).orElse(0);
        int to = Math.min(all.size(), from + limit);
        String next = to < all.size() && to > from ? new Cursor(to - 1, key.apply(all.get(to - 1))).text() : null;
        return new Page<>(all.subList(from, to), next);
    }

    private static <T> int after(Cursor cursor, List<T> all, Function<T, String> key) {
        int place = Math.min(cursor.index, all.size());
        return Stream.concat(
                        IntStream.range(place, all.size()).boxed(),
                        IntStream.range(0, place).boxed())
                .filter(i -> key.apply(all.get(i)).equals(cursor.key))
                .findFirst()
                .map(i -> i + 1)
                // The item itself is gone: what came after it has moved up to its place.
                .orElse(place);
    }
}
