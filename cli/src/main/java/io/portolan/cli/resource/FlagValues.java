package io.portolan.cli.resource;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What people write behind the flags of a domain. */
final class FlagValues {
    private FlagValues() {}

    /** Who may pass. */
    record User(String name, String password) {
        @Override
        public String toString() {
            return name + ":***";
        }

        static final class Converter implements ITypeConverter<User> {
            @Override
            public User convert(String text) {
                int colon = text.indexOf(':');
                if (colon < 1 || colon == text.length() - 1) {
                    // What was given may be a password, which belongs into no message.
                    throw new TypeConversionException("it is not USER:PASSWORD");
                }
                return new User(text.substring(0, colon), text.substring(colon + 1));
            }
        }
    }

    /** A header's name and value. */
    record Header(String name, String value) {
        static final class Converter implements ITypeConverter<Header> {
            @Override
            public Header convert(String text) {
                int colon = text.indexOf(':');
                if (colon < 1) {
                    throw new TypeConversionException("\"" + text + "\" is not \"NAME: VALUE\"");
                }
                return new Header(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip());
            }
        }
    }

    /** Bytes: {@code 500k}, {@code 10m}, {@code 1g}. */
    static final class Size implements ITypeConverter<Long> {
        private static final Pattern FORM =
                Pattern.compile("(\\d{1,9})(?:([kmg])b?)?|(\\d{1,18})b", Pattern.CASE_INSENSITIVE);

        @Override
        public Long convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("\"" + text + "\" is not a size such as 10m");
            }
            if (form.group(3) != null) {
                return Long.parseLong(form.group(3));
            }
            int shift = form.group(2) == null
                    ? 0
                    : 10 * (1 + "kmg".indexOf(form.group(2).toLowerCase(Locale.ROOT)));
            return Long.parseLong(form.group(1)) << shift;
        }
    }

    /** Seconds: {@code 30s}, {@code 5m}, {@code 1h}, or a plain number of them. */
    static final class Time implements ITypeConverter<Long> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})([smh]?)");

        @Override
        public Long convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("\"" + text + "\" is not a time such as 30s or 5m");
            }
            return Long.parseLong(form.group(1)) * seconds(form.group(2));
        }

        private static long seconds(String unit) {
            return switch (unit) {
                case "m" -> 60;
                case "h" -> 3600;
                default -> 1;
            };
        }
    }
}
