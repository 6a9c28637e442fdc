package io.portolan.compose.interpolate;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an env file's statements one after the other; a statement may begin right after another's closing quote. */
final class EnvFileParser {
    private static final Pattern EXPORT = Pattern.compile("export[ \\t\\x0B\\f\\r]+");
    private static final Pattern NAME_START = Pattern.compile("[\\p{L}\\p{N}_.\\-\\[\\]]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([abfnrtv$\"\\\\])|0([0-7]{3}))");
    private static final String INLINE_COMMENT = " #";

    private final String path;
    private final String text;
    private final Map<String, String> given;
    private final Map<String, String> earlier;
    private final Findings findings;
    private final Map<String, String> values = new LinkedHashMap<>();
    private int at;
    private int line = 1;

    EnvFileParser(String path, String text, Map<String, String> given, Map<String, String> earlier, Findings findings) {
        this.path = path;
        this.text = text;
        this.given = given;
        this.earlier = earlier;
        this.findings = findings;
    }

    Map<String, String> parse() {
        while (skipToStatement()) {
            statement();
        }
        return values;
    }

    private boolean skipToStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                to(lineEnd(at));
            } else if (isSpace(c) || c == '\n') {
                to(at + 1);
            } else {
                return true;
            }
        }
        return false;
    }

    private void statement() {
        Matcher export = EXPORT.matcher(text).region(at, text.length());
        if (export.lookingAt()) {
            to(export.end());
        }
        int end = at;
        while (end < text.length() && "=:\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String name = stripTrailing(text.substring(at, end));
        if (!NAME_START.matcher(name).matches()) {
            error("compose.invalid-env-file", "this is no variable's name: " + Shown.quoted(shortName(name)));
            to(lineEnd(at));
        } else if (end == text.length() || text.charAt(end) == '\n') {
            String value = given.get(name);
            if (value != null) {
                values.put(name, value);
            }
            to(end);
        } else {
            to(end + 1);
            value(name);
        }
    }

    private void value(String name) {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        char first = at < text.length() ? text.charAt(at) : '\n';
        if (first == '\'' || first == '"') {
            quoted(name, first);
            return;
        }
        int end = lineEnd(at);
        String value = text.substring(at, end);
        int comment = value.indexOf(INLINE_COMMENT);
        values.put(name, filled(stripTrailing(comment < 0 ? value : value.substring(0, comment))));
        to(end);
    }

    private void quoted(String name, char quote) {
        StringBuilder value = new StringBuilder();
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                values.put(name, quote == '\'' ? value.toString() : filled(unescaped(value.toString())));
                to(i + 1);
                return;
            }
            boolean escape = c == '\\' && i + 1 < text.length();
            if (escape && text.charAt(i + 1) != quote) {
                value.append(c);
            }
            if (escape) {
                i++;
            }
            value.append(text.charAt(i));
        }
        error(
                "compose.invalid-env-file",
                "the quote that begins the value of %s is never closed".formatted(Shown.quoted(name)));
        to(lineEnd(at));
    }

    private static String unescaped(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(escape -> {
            if (escape.group(1) == null) {
                return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(2), 8)));
            }
            return Matcher.quoteReplacement(
                    switch (escape.group(1)) {
                        case "a" -> "\u0007";
                        case "b" -> "\b";
                        case "f" -> "\f";
                        case "n" -> "\n";
                        case "r" -> "\r";
                        case "t" -> "\t";
                        case "v" -> "\u000B";
                        case "$" -> "$$";
                        default -> escape.group(1);
                    });
        });
    }

    private String filled(String value) {
        return Template.fill(value, new Filling());
    }

    private void to(int position) {
        line += (int)
                text.substring(at, position).chars().filter(c -> c == '\n').count();
        at = position;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** Not a line's end, which ends a statement. */
    private static boolean isSpace(char c) {
        return " \t\u000B\f\r\u0085\u00A0".indexOf(c) >= 0;
    }

    private static String stripTrailing(String value) {
        int end = value.length();
        while (end > 0 && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(0, end);
    }

    private static String shortName(String name) {
        // What stands before the first odd character: the rest of the line may be a secret's second line.
        Matcher start = NAME_START.matcher(name);
        return start.lookingAt() ? start.group() + "…" : "…";
    }

    private void error(String code, String message) {
        findings.add(Diagnostic.error(code, message).at(new Position(path, line, 1)));
    }

    private final class Filling implements Template.Values {
        @Override
        public @Nullable String value(String name) {
            String outside = given.get(name);
            if (outside != null) {
                return outside;
            }
            String own = values.get(name);
            return own == null ? earlier.get(name) : own;
        }

        @Override
        public String unset(String name) {
            return "";
        }

        @Override
        public String missing(String name, String message) {
            findings.missing(
                    name,
                    Diagnostic.error(
                                    "compose.required-variable",
                                    "the variable %s is required and not set".formatted(Shown.quoted(name)))
                            .at(new Position(path, line, 1))
                            .suggest("set it with --set %s=…, or above this line".formatted(name)));
            return "";
        }

        @Override
        public void invalid(String why) {
            error("compose.invalid-interpolation", why);
        }
    }
}
