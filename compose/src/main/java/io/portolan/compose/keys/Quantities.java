package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, byte sizes and shares of a processor (Compose specification, "Specifying durations", "Specifying byte values"). */
public final class Quantities {
    private static final Pattern DURATION =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?(?:ns|us|µs|ms|s|m|h|d|w))+");
    private static final Pattern DURATION_PART = Pattern.compile("([0-9.]+)(ns|us|µs|ms|s|m|h|d|w)");
    private static final Map<String, BigDecimal> NANOS = Map.of(
            "ns", BigDecimal.ONE,
            "us", BigDecimal.valueOf(1_000),
            "µs", BigDecimal.valueOf(1_000),
            "ms", BigDecimal.valueOf(1_000_000),
            "s", BigDecimal.valueOf(1_000_000_000L),
            "m", BigDecimal.valueOf(60_000_000_000L),
            "h", BigDecimal.valueOf(3_600_000_000_000L),
            "d", BigDecimal.valueOf(86_400_000_000_000L),
            "w", BigDecimal.valueOf(604_800_000_000_000L));
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?(?:([kmgtp])i?)?b?");
    private static final Pattern CPUS = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9}");

    private final Values values;

    Quantities(Values values) {
        this.values = values;
    }

    Optional<Duration> duration(Mapping mapping, String key) {
        return values.scalar(mapping, key).flatMap(this::duration);
    }

    private Optional<Duration> duration(Scalar scalar) {
        Optional<Duration> duration = duration(scalar.text());
        if (duration.isEmpty()) {
            boolean isLong = DURATION.matcher(scalar.text().strip()).matches();
            values.wrongValue(
                    scalar,
                    isLong
                            ? "is longer than an engine can wait"
                            : "is not a duration: write it like 30s, 1m30s or 500ms");
        }
        return duration;
    }

    public static Optional<Duration> duration(String written) {
        String text = written.strip();
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (!DURATION.matcher(text).matches()) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = DURATION_PART.matcher(text);
        while (part.find()) {
            nanos = nanos.add(
                    new BigDecimal(part.group(1)).multiply(NANOS.getOrDefault(part.group(2), BigDecimal.ZERO)));
        }
        return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(nanos.longValue()));
    }

    OptionalLong bytes(Mapping mapping, String key) {
        Optional<Scalar> scalar = values.scalar(mapping, key);
        return scalar.isEmpty() ? OptionalLong.empty() : bytes(scalar.get());
    }

    private OptionalLong bytes(Scalar scalar) {
        OptionalLong bytes = bytes(scalar.text());
        if (bytes.isEmpty()) {
            values.wrongValue(scalar, "is not a size in bytes: write it like 512m, 1.5gb or 1048576");
        }
        return bytes;
    }

    /** Units are powers of 1024, as the engine's own. */
    public static OptionalLong bytes(String text) {
        Matcher matcher = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        int power = matcher.group(2) == null ? 0 : "kmgtp".indexOf(matcher.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(bytes.setScale(0, RoundingMode.DOWN).longValue());
    }

    /** Bytes, or -1 for no limit. */
    OptionalLong bytesOrUnlimited(Mapping mapping, String key) {
        boolean unlimited = mapping.get(key)
                .filter(n -> n instanceof Scalar s && s.text().strip().equals("-1"))
                .isPresent();
        return unlimited ? OptionalLong.of(-1) : bytes(mapping, key);
    }

    OptionalLong whole(Mapping mapping, String key, long least, long most) {
        Optional<Scalar> scalar =
                values.scalar(mapping, key).filter(s -> !s.text().isEmpty());
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = scalar.get().text().strip();
        if (text.matches("-?[0-9]{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return OptionalLong.of(value);
            }
        }
        String to = most == Long.MAX_VALUE ? "" : " to " + most;
        values.wrongValue(scalar.get(), "is not a whole number from %d%s".formatted(least, to));
        return OptionalLong.empty();
    }

    /** A number of microseconds, or a duration ("cpu_rt_period"). */
    OptionalLong microseconds(Mapping mapping, String key) {
        Optional<Scalar> scalar =
                values.scalar(mapping, key).filter(s -> !s.text().isEmpty());
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        if (scalar.get().text().matches("[a-zµ0-9.]*[a-z]")) {
            return duration(scalar.get())
                    .map(d -> OptionalLong.of(d.toNanos() / 1000))
                    .orElse(OptionalLong.empty());
        }
        // -1 is the kernel's word for no quota.
        return whole(mapping, key, -1, Long.MAX_VALUE);
    }

    /** Cores as billionths. */
    OptionalLong cpus(Mapping mapping, String key) {
        Optional<Scalar> scalar = values.scalar(mapping, key);
        if (scalar.isEmpty()) {
            return OptionalLong.empty();
        }
        String text = scalar.get().text().strip();
        if (!CPUS.matcher(text).matches()) {
            values.wrongValue(scalar.get(), "is not a number of processors: write it like 0.5 or 2");
            return OptionalLong.empty();
        }
        return OptionalLong.of(new BigDecimal(text).movePointRight(9).longValue());
    }
}
