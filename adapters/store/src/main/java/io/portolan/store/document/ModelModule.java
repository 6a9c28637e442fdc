package io.portolan.store.document;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.portolan.model.Secret;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Mount;
import java.io.IOException;
import java.time.Duration;

/**
 * How the model's values look as JSON where the record's components do not say it. The names here are stored: changing
 * one needs a new format version.
 */
final class ModelModule extends SimpleModule {
    ModelModule() {
        super("portolan-model");
        setMixInAnnotation(Mount.class, MountNames.class);
        addSerializer(new TextSerializer<>(Secret.class, Secret::reveal));
        addDeserializer(Secret.class, new TextDeserializer<>(Secret.class, Secret::new));
        addSerializer(new TextSerializer<>(Duration.class, Duration::toString));
        addDeserializer(Duration.class, new TextDeserializer<>(Duration.class, Duration::parse));
        addSerializer(new TextSerializer<>(AddressBlock.class, AddressBlock::toString));
        addDeserializer(AddressBlock.class, new TextDeserializer<>(AddressBlock.class, text -> AddressBlock.parse(text)
                .orElseThrow()));
        addSerializer(new FileSerializer());
        addDeserializer(Bundle.File.class, new FileDeserializer());
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Mount.Volume.class, name = "volume"),
        @JsonSubTypes.Type(value = Mount.Anonymous.class, name = "anonymous"),
        @JsonSubTypes.Type(value = Mount.Bind.class, name = "bind"),
        @JsonSubTypes.Type(value = Mount.BundlePath.class, name = "bundle"),
        @JsonSubTypes.Type(value = Mount.Grant.class, name = "grant"),
        @JsonSubTypes.Type(value = Mount.Tmpfs.class, name = "tmpfs"),
        @JsonSubTypes.Type(value = Mount.Image.class, name = "image")
    })
    private interface MountNames {}

    @FunctionalInterface
    private interface ToText<T> {
        String of(T value);
    }

    @FunctionalInterface
    private interface FromText<T> {
        T of(String text);
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        private final transient ToText<T> text;

        TextSerializer(Class<T> type, ToText<T> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(text.of(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final transient FromText<T> value;

        TextDeserializer(Class<T> type, FromText<T> value) {
            super(type);
            this.value = value;
        }

        @Override
        public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return value.of(json.getText());
        }
    }

    private static final class FileSerializer extends StdSerializer<Bundle.File> {
        FileSerializer() {
            super(Bundle.File.class);
        }

        @Override
        public void serialize(Bundle.File file, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeNumberField("mode", file.mode());
            if (file.uid() != 0 || file.gid() != 0) {
                json.writeNumberField("uid", file.uid());
                json.writeNumberField("gid", file.gid());
            }
            json.writeBinaryField("content", file.content());
            json.writeEndObject();
        }
    }

    private static final class FileDeserializer extends StdDeserializer<Bundle.File> {
        FileDeserializer() {
            super(Bundle.File.class);
        }

        @Override
        public Bundle.File deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonNode file = context.readTree(json);
            return new Bundle.File(
                    file.required("content").binaryValue(),
                    file.required("mode").intValue(),
                    file.path("uid").intValue(),
                    file.path("gid").intValue());
        }
    }
}
