package io.portolan.store.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.portolan.engine.store.StoreFault;
import io.portolan.engine.store.StoreFault.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes values as {@code {"formatVersion": 1, "body": …}} and reads them back. The version stands first, so that a
 * newer document is refused before anything in it can be misread.
 */
public final class Documents {
    private static final String VERSION = "formatVersion";
    private static final String BODY = "body";
    /** A bundle's largest file as Base64, with room. */
    private static final int LONGEST_STRING = 512 * 1024 * 1024;

    /** Made when the first document is read or written, since an empty store has none. */
    private static final class Mapper {
        static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxStringLength(LONGEST_STRING)
                                .build())
                        .build())
                // Records have their components; methods such as isExclusive() are no part of them.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .addModule(new Jdk8Module())
                .addModule(new ModelModule())
                .build();
    }

    private Documents() {}

    public static byte[] write(Object body, int formatVersion) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Mapper.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField(VERSION, formatVersion);
            json.writeFieldName(BODY);
            json.writePOJO(body);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a value of the model cannot be written as JSON", e);
        }
        return bytes.toByteArray();
    }

    /**
     * @param newest the newest format version that this Portolan knows
     * @param subject for messages: {@code revision 3 of stack …}
     */
    public static <T> T read(byte[] document, Class<T> type, int newest, String subject) {
        try (JsonParser json = Mapper.JSON.createParser(document)) {
            expect(json.nextToken() == JsonToken.START_OBJECT && VERSION.equals(json.nextFieldName()), subject);
            int version = json.nextIntValue(0);
            if (version > newest) {
                throw new StoreFault(
                        Kind.TOO_NEW,
                        ("%s was written by a newer Portolan (format %d, this one knows up to %d): run that version, or "
                                        + "restore the backup that was made before the upgrade")
                                .formatted(subject, version, newest));
            }
            expect(version > 0 && BODY.equals(json.nextFieldName()), subject);
            json.nextToken();
            return Mapper.JSON.readValue(json, type);
        } catch (IOException e) {
            // Not handed on as the cause: Jackson quotes the values it stumbles over, and they may be secrets.
            throw new StoreFault(
                    Kind.DAMAGED, unreadable(subject) + " (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void expect(boolean asWritten, String subject) {
        if (!asWritten) {
            throw new StoreFault(Kind.DAMAGED, unreadable(subject));
        }
    }

    private static String unreadable(String subject) {
        return subject + " is not what Portolan writes; restore the store from a backup";
    }
}
