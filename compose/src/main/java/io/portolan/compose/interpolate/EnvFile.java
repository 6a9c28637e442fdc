package io.portolan.compose.interpolate;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An env file by the rules of the Compose specification ("env_file", "Env_file format"): comments, {@code export},
 * quotes, variables of the lines above. Values are looked up in what is given first, then in the file itself.
 */
public final class EnvFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Pattern COMMENT = Pattern.compile("[ \\t]#");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt$\"\\\\])");
    private static final int LARGEST = 1024 * 1024;

    private final String path;
    private final String text;
    private final Map<String, String> given;
    private final Findings findings;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int at;
    private int line = 1;

    private EnvFile(String path, String text, Map<String, String> given, Findings findings) {
        this.path = path;
        this.text = text.replace("\r\n", "\n");
        this.given = given;
        this.findings = findings;
    }

    /** @param given variables that values may refer to, and the values of names without one */
    public static Map<String, String> read(String path, byte[] content, Map<String, String> given, Findings findings) {
        if (content.length > LARGEST) {
            findings.add(Diagnostic.error("compose.too-large", "an env file has at most %d bytes".formatted(LARGEST))
                    .at(new Position(path, 1, 1)));
            return Map.of();
        }
        String text = new String(content, StandardCharsets.UTF_8);
        return new EnvFile(path, text.startsWith("\uFEFF") ? text.substring(1) : text, given, findings).read();
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

    private Map<String, String> read() {
        while (at < text.length()) {
            int end = lineEnd(at);
            String statement = text.substring(at, end).strip();
            if (statement.isEmpty() || statement.startsWith("#")) {
                next(end);
            } else {
                statement(end);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    private void statement(int end) {
        String statement = text.substring(at, end);
        int equals = statement.indexOf('=');
        String name = (equals < 0 ? statement : statement.substring(0, equals)).strip();
        if (name.startsWith("export ")) {
            name = name.substring("export ".length()).strip();
        }
        if (!NAME.matcher(name).matches()) {
            findings.add(Diagnostic.error(
                            "compose.invalid-env-file", "this is no variable's name: " + Shown.quoted(shortName(name)))
                    .at(new Position(path, line, 1)));
            next(end);
        } else if (equals < 0) {
            Optional.ofNullable(given.get(name)).ifPresent(putting(name));
            next(end);
        } else {
            value(name, at + equals + 1, end);
        }
    }

    private Consumer<String> putting(String name) {
        return value -> values.put(name, value);
    }

    private void value(String name, int start, int end) {
        int from = start;
        while (from < end && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        char first = from < end ? text.charAt(from) : '\n';
        if (first != '\'' && first != '"') {
            values.put(name, filled(unquoted(text.substring(from, end))));
            next(end);
            return;
        }
        int close = closingQuote(first, from + 1);
        if (close < 0) {
            findings.add(Diagnostic.error(
                            "compose.invalid-env-file",
                            "the quote that begins the value of %s is never closed".formatted(Shown.quoted(name)))
                    .at(new Position(path, line, 1)));
            next(end);
            return;
        }
        String quoted = text.substring(from + 1, close);
        values.put(name, first == '\'' ? quoted : filled(unescaped(quoted)));
        next(lineEnd(close));
    }

    private static String unquoted(String value) {
        if (value.startsWith("#")) {
            return "";
        }
        Matcher comment = COMMENT.matcher(value);
        return (comment.find() ? value.substring(0, comment.start()) : value).strip();
    }

    private int closingQuote(char quote, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' && quote == '"' ? 2 : 1;
        }
        return i < text.length() ? i : -1;
    }

    private static String unescaped(String quoted) {
        Matcher escape = ESCAPE.matcher(quoted);
        return escape.replaceAll(e -> Matcher.quoteReplacement(
                switch (e.group(1)) {
                    case "n" -> "\n";
                    case "r" -> "\r";
                    case "t" -> "\t";
                    case "$" -> "$$";
                    default -> e.group(1);
                }));
    }

    private String filled(String value) {
        return Template.fill(value, new Filling());
    }

    private void next(int end) {
        line += (int) text.substring(at, end).chars().filter(c -> c == '\n').count() + 1;
        at = end + 1;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static String shortName(String name) {
        // What stands before the first odd character: the rest of the line may be a secret's second line.
        Matcher start = NAME.matcher(name);
        return start.lookingAt() ? start.group() + "…" : "…";
    }

    private final class Filling implements Template.Values {
        @Override
        public @Nullable String value(String name) {
            String outside = given.get(name);
            return outside == null ? values.get(name) : outside;
        }

        @Override
        public String unset(String name) {
            return "";
        }

        @Override
        public String missing(String name, String message) {
            findings.add(Diagnostic.error(
                            "compose.required-variable",
                            "the variable %s is required and not set".formatted(Shown.quoted(name)))
                    .at(new Position(path, line, 1)));
            return "";
        }

        @Override
        public void invalid(String why) {
            findings.add(Diagnostic.error("compose.invalid-interpolation", why).at(new Position(path, line, 1)));
        }
    }
}
