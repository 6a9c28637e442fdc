package io.portolan.store.document;

import io.portolan.model.stack.Bundle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes any record of the model, whatever components it has or will have, with all its branches. */
final class RandomValues {
    private static final List<String> TEXTS = List.of(
            "",
            "web",
            "a b\"c\\d",
            "größe ✓ 𝄞",
            "line\nbreak\ttab\u0000nul",
            "{\"formatVersion\":9}",
            "***",
            "${X:-y}");

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    <T> T make(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Bundle.class) {
            return bundle();
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        if (plain.isSealed()) {
            return value(pick(List.of(plain.getPermittedSubclasses())));
        }
        if (plain.isEnum()) {
            return pick(Arrays.asList(plain.getEnumConstants()));
        }
        return leaf(plain);
    }

    private Object leaf(Class<?> type) {
        if (type == String.class) {
            return text();
        } else if (type == int.class || type == Integer.class) {
            return 1 + random.nextInt(65_535);
        } else if (type == long.class || type == Long.class) {
            return random.nextLong();
        } else if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        } else if (type == Duration.class) {
            return Duration.ofNanos(random.nextLong(100_000_000_000L));
        } else if (type == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
        } else if (type == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
        }
        throw new IllegalStateException("a component of a type that this generator does not know: " + type);
    }

    private Object generic(ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.of(value(arguments[0])) : Optional.empty();
        }
        int size = random.nextInt(4);
        if (raw == List.class) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(value(arguments[0]));
            }
            return list;
        }
        if (raw == SortedSet.class) {
            SortedSet<Object> set = new TreeSet<>();
            for (int i = 0; i < size; i++) {
                set.add(value(arguments[0]));
            }
            return set;
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value(arguments[0]), value(arguments[1]));
            }
            return map;
        }
        throw new IllegalStateException("a component of a type that this generator does not know: " + type);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            boolean absent =
                    components[i].getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextBoolean();
            if (!absent) {
                values[i] = value(components[i].getGenericType());
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("a record has a canonical constructor: " + type, e);
        }
    }

    private Bundle bundle() {
        SortedMap<String, Bundle.File> files = new TreeMap<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[random.nextInt(2000)];
            random.nextBytes(content);
            files.put("dir ✓/file" + i, new Bundle.File(content, random.nextInt(0_10000)));
        }
        files.put("compose.yaml", new Bundle.File(text().getBytes(StandardCharsets.UTF_8), 0_644));
        return new Bundle(List.of("dir ✓/file0", "compose.yaml"), files, new TreeMap<>(files));
    }

    private String text() {
        return pick(TEXTS) + (random.nextBoolean() ? random.nextInt(100) : "");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
