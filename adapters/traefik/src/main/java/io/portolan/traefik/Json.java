package io.portolan.traefik;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.regex.Pattern;

/** JSON trees, and files that Traefik reads as YAML: every JSON document is one, but for the characters below. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** YAML reads some of them as ends of lines and refuses the others; Traefik's files are templates, begun by two braces. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[\\x7f-\\x{9f}\\u2028\\u2029\\ufeff]|\\{(?=\\{)");

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String yaml(JsonNode tree) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try {
            String text = MAPPER.writer(printer).writeValueAsString(tree) + "\n";
            return NOT_PLAIN.matcher(text).replaceAll(m -> "\\\\u%04x"
                    .formatted((int) m.group().charAt(0)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    static String text(String value) {
        return JsonNodeFactory.instance.textNode(value).toString();
    }

    static JsonNode parse(String text) throws IOException {
        return MAPPER.readTree(text);
    }
}
