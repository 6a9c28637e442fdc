package io.portolan.testkit.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of one kind of load.
 *
 * @param sent requests, or streams that were asked for
 * @param right answered with success by the application itself, to the last byte; streams: begun
 * @param lost the others, by what happened to them
 * @param retried of those answered rightly, how many were asked twice: the kept connection had ended before any byte of the answer, and
 *     what is safe to repeat is repeated then (RFC 9110, 9.2.2)
 * @param cut streams that ended without the application having said so
 * @param ended streams that the application ended
 * @param longestGap between two right answers to the same visitor, or two signs of life of the same stream
 * @param examples some of what was lost or cut, with the time
 */
public record Count(
        long sent,
        long right,
        SortedMap<String, Long> lost,
        long retried,
        long cut,
        long ended,
        Duration longestGap,
        List<String> examples) {
    public Count {
        lost = new TreeMap<>(lost);
        examples = List.copyOf(examples);
    }

    public long lostInAll() {
        return lost.values().stream().mapToLong(Long::longValue).sum();
    }

    /** One JSON object. */
    String json(String kind) {
        String reasons = lost.entrySet().stream().map(Count::member).collect(Collectors.joining(",", "{", "}"));
        return String.format(
                Locale.ROOT,
                "{\"kind\":\"%s\",\"sent\":%d,\"right\":%d,\"lost\":%d,\"reasons\":%s,\"retried\":%d,\"cut\":%d,\"ended\":%d,"
                        + "\"longestGapMs\":%.0f}",
                kind,
                sent,
                right,
                lostInAll(),
                reasons,
                retried,
                cut,
                ended,
                longestGap.toNanos() / 1e6);
    }

    /** Reasons are words of ours: nothing in them has to be escaped. */
    private static String member(Map.Entry<String, Long> reason) {
        return "\"" + reason.getKey() + "\":" + reason.getValue();
    }
}
