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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
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

    /** Asking a class for its components costs more than hashing their values. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    /**
     * @param components by name
     * @param alternative the name of one of a closed set, which may have the same components as another and mean
     *     something else; "" for what is no such thing
     */
    private record Shape(List<RecordComponent> components, String alternative) {
        static Shape of(Class<?> type) {
            List<RecordComponent> components = Arrays.stream(type.getRecordComponents())
                    .sorted(Comparator.comparing(RecordComponent::getName))
                    .toList();
            components.forEach(c -> c.getAccessor().setAccessible(true));
            boolean alternative = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
            return new Shape(components, alternative ? type.getSimpleName() : "");
        }
    }

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
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }

    private static void append(StringBuilder text, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Secret secret -> quote(text, secret.reveal());
            case Record composite -> composite(text, composite);
            case Optional<?> optional -> optional.ifPresent(v -> append(text, v));
            case OptionalInt number -> number.ifPresent(text::append);
            case OptionalLong number -> number.ifPresent(text::append);
            case Collection<?> many -> many(text, many);
            case Map<?, ?> map -> map(text, map);
            case Enum<?> constant -> text.append(constant.name());
            default -> quote(text, value.toString());
        }
    }

    private static void many(StringBuilder text, Collection<?> many) {
        String separator = "[";
        for (Object each : many) {
            text.append(separator);
            append(text, each);
            separator = ",";
        }
        text.append(many.isEmpty() ? "[]" : "]");
    }

    private static void map(StringBuilder text, Map<?, ?> map) {
        TreeMap<String, String> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(canonical(key), canonical(value)));
        text.append(sorted);
    }

    private static void composite(StringBuilder text, Record composite) {
        Shape shape = SHAPES.get(composite.getClass());
        text.append(shape.alternative()).append('{');
        int empty = text.length();
        for (RecordComponent component : shape.components()) {
            Object value = value(component, composite);
            if (!isDefault(value)) {
                text.append(text.length() == empty ? "" : ";")
                        .append(component.getName())
                        .append('=');
                append(text, value);
            }
        }
        text.append('}');
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
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
            case Secret _ -> false;
            case Record composite -> isDefault(composite, SHAPES.get(composite.getClass()));
            default -> false;
        };
    }

    /** Which alternative it is says something even where its components do not. */
    private static boolean isDefault(Record composite, Shape shape) {
        return shape.alternative().isEmpty()
                && shape.components().stream().allMatch(c -> isDefault(value(c, composite)));
    }

    /** With its length in front, no text can pass for another structure. */
    private static void quote(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
