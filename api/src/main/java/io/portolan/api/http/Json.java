package io.portolan.api.http;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How values become JSON and back. Reading is strict: unknown, doubled, missing or wrongly typed properties are
 * errors. Writing leaves nothing out: what is absent is {@code null}; a secret is {@code ***}.
 */
public final class Json {
    private static final int DEEPEST = 64;
    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectReader FORGIVING_WHAT_IS_MISSING =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private Json() {}

    /** Reads a body. Throws Jackson's exceptions, which {@link Problems} turns into words. */
    public static <T> T read(byte[] body, Class<T> type) throws IOException {
        T value = strictly(body, type);
        if (value == null) {
            throw HttpProblem.invalid("json.invalid", "the body is null; an object is expected");
        }
        return value;
    }

    private static <T> T strictly(byte[] body, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(body, type);
        } catch (MismatchedInputException e) {
            // Where a name is misspelt, one property is missing and another unknown: the unknown one tells more.
            throw unknownProperty(body, type).orElse(e);
        }
    }

    private static Optional<MismatchedInputException> unknownProperty(byte[] body, Class<?> type) throws IOException {
        try {
            FORGIVING_WHAT_IS_MISSING.forType(type).readValue(body);
            return Optional.empty();
        } catch (UnrecognizedPropertyException unknown) {
            return Optional.of(unknown);
        } catch (MismatchedInputException same) {
            return Optional.empty();
        }
    }

    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public static void answer(Context ctx, int status, Object value) {
        ctx.status(status).contentType("application/json").result(bytes(value));
    }

    private static ObjectMapper mapper() {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength((int) RequestBody.LARGEST)
                .build();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        SimpleModule words = new SimpleModule("portolan");
        words.addSerializer(Diagnostic.class, new DiagnosticSerializer());
        words.addSerializer(Secret.class, new SecretSerializer());
        JsonMapper mapper = JsonMapper.builder(factory)
                .addModules(new Jdk8Module(), new JavaTimeModule(), words)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual, texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
        mapper.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
        return mapper;
    }

    /** No view holds a secret; should one ever do so, it is not written out. */
    private static final class SecretSerializer extends StdSerializer<Secret> {
        SecretSerializer() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(secret.toString());
        }
    }
}
