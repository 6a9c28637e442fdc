package io.portolan.planner;

import io.portolan.model.Position;
import io.portolan.model.Secret;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A keyed hash of what a value means. Equal meaning, equal fingerprint: maps count without their order, positions in
 * files not at all.
 *
 * <p>Components with a default value (absent, empty, zero, false) are left out of the hashed text, so that a later
 * version of Portolan which adds a component does not replace every container that runs.
 */
public final class Fingerprint {
    private static final String ALGORITHM = "HmacSHA256";

    private Fingerprint() {}

    /** 64 hexadecimal digits. {@code value} is a tree of records, collections, optionals, texts and numbers. */
    public static String of(Secret key, Object value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // An empty key is no key for the algorithm; a fixed prefix keeps the function total.
            mac.init(new SecretKeySpec(("portolan:" + key.reveal()).getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(canonical(value).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    static String canonical(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Secret secret -> quoted(secret.reveal());
            case Record composite -> composite(composite);
            case Optional<?> optional -> optional.map(Fingerprint::canonical).orElse("");
            case OptionalInt number -> number.isPresent() ? Integer.toString(number.getAsInt()) : "";
            case OptionalLong number -> number.isPresent() ? Long.toString(number.getAsLong()) : "";
            case Collection<?> many ->
                many.stream().map(Fingerprint::canonical).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map -> map(map);
            case Enum<?> constant -> constant.name();
            default -> quoted(value.toString());
        };
    }

    private static String map(Map<?, ?> map) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(canonical(key), canonical(value)));
        return sorted.toString();
    }

    private static String composite(Record composite) {
        String components = Arrays.stream(composite.getClass().getRecordComponents())
                .sorted(Comparator.comparing(RecordComponent::getName))
                .filter(c -> !isDefault(value(c, composite)))
                .map(c -> c.getName() + "=" + canonical(value(c, composite)))
                .collect(Collectors.joining(";", "{", "}"));
        // Alternatives of a closed set may have the same components and mean different things.
        boolean alternative =
                Arrays.stream(composite.getClass().getInterfaces()).anyMatch(Class::isSealed);
        return alternative ? composite.getClass().getSimpleName() + components : components;
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's component can be read: " + component, e);
        }
    }

    private static boolean isDefault(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Position _ -> true;
            case Boolean flag -> !flag;
            case Number number -> number.longValue() == 0;
            case String text -> text.isEmpty();
            case Optional<?> optional -> optional.isEmpty();
            case OptionalInt number -> number.isEmpty();
            case OptionalLong number -> number.isEmpty();
            case Collection<?> many -> many.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Record composite -> canonical(composite).equals("{}");
            default -> false;
        };
    }

    /** With its length in front, no text can pass for another structure. */
    private static String quoted(String text) {
        return text.length() + ":" + text;
    }
}
