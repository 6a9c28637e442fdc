package io.portolan.compose.interpolate;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A text with variables, as the Compose specification's chapter "Interpolation" defines them. A dollar sign before
 * anything but a name, a brace or another dollar sign is left alone, as the official loader does.
 */
final class Template {
    private static final int DEEPEST = 40;

    /** What the text needs to know, and whom it tells what is wrong. */
    interface Values {
        /** The value, or null if the variable is not set. */
        @Nullable
        String value(String name);

        /** What stands for a variable that is not set and has no default. */
        String unset(String name);

        /**
         * What stands for a variable that is required ({@code :?}) and missing.
         *
         * @param message as written, its own variables not filled in: they may be secrets
         */
        String missing(String name, String message);

        void invalid(String why);
    }

    private final String text;
    private final Values values;

    private Template(String text, Values values) {
        this.text = text;
        this.values = values;
    }

    static String fill(String text, Values values) {
        return text.indexOf('$') < 0 ? text : new Template(text, values).fill(0);
    }

    /** The names of all variables of {@code text}, those in defaults included, in order. */
    static void names(String text, Consumer<String> names) {
        new Template(text, new NameCollector(names)).fill(0);
    }

    private String fill(int depth) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int dollar = text.indexOf('$', at);
            if (dollar < 0 || dollar == text.length() - 1) {
                return out.append(text, at, text.length()).toString();
            }
            out.append(text, at, dollar);
            char next = text.charAt(dollar + 1);
            if (next == '$') {
                out.append('$');
                at = dollar + 2;
            } else if (next == '{') {
                at = braced(dollar, depth, out);
            } else {
                int end = nameEnd(text, dollar + 1);
                out.append(end == dollar + 1 ? "$" : plain(text.substring(dollar + 1, end)));
                at = end;
            }
        }
        return out.toString();
    }

    /** Fills the variable whose dollar sign is at {@code dollar}; returns where the text goes on. */
    private int braced(int dollar, int depth, StringBuilder out) {
        int close = closingBrace(dollar);
        if (close < 0) {
            values.invalid("a \"${\" is never closed");
            return text.length();
        }
        int end = nameEnd(text, dollar + 2);
        if (end == dollar + 2 || end > close) {
            values.invalid("no variable name follows a \"${\"; write $${ for the text itself");
        } else if (depth >= DEEPEST) {
            values.invalid("variables are nested deeper than " + DEEPEST + " levels");
        } else {
            out.append(substituted(text.substring(dollar + 2, end), text.substring(end, close), depth));
        }
        return close + 1;
    }

    private String substituted(String name, String rest, int depth) {
        if (rest.isEmpty()) {
            return plain(name);
        }
        boolean orEmpty = rest.startsWith(":");
        String operation = rest.substring(orEmpty ? 1 : 0);
        if (operation.isEmpty() || "-?+".indexOf(operation.charAt(0)) < 0) {
            values.invalid("after a variable's name come \"}\", \":-\", \"-\", \":?\", \"?\", \":+\" or \"+\";"
                    + " write $${ for the text itself");
            return "";
        }
        String argument = operation.substring(1);
        String value = values.value(name);
        boolean present = value != null && !(orEmpty && value.isEmpty());
        return switch (operation.charAt(0)) {
            case '-' -> present ? String.valueOf(value) : nested(argument, depth);
            case '+' -> present ? nested(argument, depth) : "";
            default -> present ? String.valueOf(value) : values.missing(name, argument);
        };
    }

    private String plain(String name) {
        String value = values.value(name);
        return value == null ? values.unset(name) : value;
    }

    private String nested(String argument, int depth) {
        return new Template(argument, values).fill(depth + 1);
    }

    private int closingBrace(int dollar) {
        int open = 0;
        int i = dollar;
        while (i < text.length()) {
            if (text.startsWith("${", i)) {
                open++;
                i += 2;
                continue;
            }
            if (text.charAt(i) == '}') {
                open--;
                if (open == 0) {
                    return i;
                }
            }
            i++;
        }
        return -1;
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isNameCharacter(text.charAt(end), end == start)) {
            end++;
        }
        return end;
    }

    private static boolean isNameCharacter(char c, boolean first) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9');
    }

    /** Fills nothing: every variable counts as missing, so that defaults are walked through. */
    private record NameCollector(Consumer<String> names) implements Values {
        @Override
        public @Nullable String value(String name) {
            names.accept(name);
            return null;
        }

        @Override
        public String unset(String name) {
            return "";
        }

        @Override
        public String missing(String name, String message) {
            return "";
        }

        @Override
        public void invalid(String why) {
            // Only names are wanted here; the loader reports it.
        }
    }
}
