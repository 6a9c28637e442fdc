package io.portolan.cli.stack;

/** Cuts a line to a width, colours not counted. */
final class Cut {
    private Cut() {}

    static String to(String line, int width) {
        StringBuilder cut = new StringBuilder();
        int shown = 0;
        boolean colour = false;
        boolean coloured = false;
        for (int at = 0; at < line.length(); at += Character.charCount(line.codePointAt(at))) {
            int c = line.codePointAt(at);
            if (c == '\n') {
                break;
            }
            if (c == '\u001b') {
                colour = true;
                coloured = true;
            }
            if (!colour && ++shown > width) {
                return cut.deleteCharAt(cut.length() - 1)
                        .append('…')
                        .append(coloured ? "\u001b[0m" : "")
                        .toString();
            }
            cut.appendCodePoint(c);
            colour = colour && c != 'm';
        }
        return cut.toString();
    }
}
