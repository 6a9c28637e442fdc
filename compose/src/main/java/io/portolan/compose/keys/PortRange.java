package io.portolan.compose.keys;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Ports from {@code first} to {@code last}, both included. */
record PortRange(int first, int last) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    static Optional<PortRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(form.group(1));
        int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
        boolean legal = first >= 1 && last <= 65535 && first <= last;
        return legal ? Optional.of(new PortRange(first, last)) : Optional.empty();
    }

    int size() {
        return last - first + 1;
    }

    IntStream ports() {
        return IntStream.rangeClosed(first, last);
    }
}
