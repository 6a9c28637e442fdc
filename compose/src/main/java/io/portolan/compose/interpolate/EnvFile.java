package io.portolan.compose.interpolate;

import io.portolan.compose.report.Findings;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An env file by the rules of the Compose specification ("env_file", "Env_file format") and, where it says nothing, of the
 * official loader. Values are looked up in what is given first, then in the file itself and what was read before it.
 */
public final class EnvFile {
    private static final int LARGEST = 1024 * 1024;

    private EnvFile() {}

    /** @param given variables that values may refer to, and the values of names without one */
    public static Map<String, String> read(String path, byte[] content, Map<String, String> given, Findings findings) {
        return read(path, content, given, Map.of(), findings);
    }

    /** @param earlier variables of the files before this one: values may refer to them */
    public static Map<String, String> read(
            String path, byte[] content, Map<String, String> given, Map<String, String> earlier, Findings findings) {
        if (content.length > LARGEST) {
            findings.add(Diagnostic.error("compose.too-large", "an env file has at most %d bytes".formatted(LARGEST))
                    .at(new Position(path, 1, 1)));
            return Map.of();
        }
        String text = new String(content, StandardCharsets.UTF_8);
        EnvFileParser parser =
                new EnvFileParser(path, text.startsWith("\uFEFF") ? text.substring(1) : text, given, earlier, findings);
        return Collections.unmodifiableMap(parser.parse());
    }

    /** {@code format: raw}: no quotes, no variables. */
    public static Map<String, String> readRaw(byte[] content) {
        Map<String, String> values = new LinkedHashMap<>();
        new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(l -> !l.isBlank() && !l.stripLeading().startsWith("#") && l.contains("="))
                .forEach(l -> values.put(l.substring(0, l.indexOf('=')).strip(), l.substring(l.indexOf('=') + 1)));
        return values;
    }
}
