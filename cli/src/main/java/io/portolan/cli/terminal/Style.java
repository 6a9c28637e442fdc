package io.portolan.cli.terminal;

/** Colours, or none: the same texts with and without. */
public record Style(boolean colours) {
    public static final Style NONE = new Style(false);

    public String apply(Tone tone, String text) {
        return !colours || tone == Tone.PLAIN || text.isEmpty()
                ? text
                : "\u001b[" + tone.code() + "m" + text + "\u001b[0m";
    }

    /**
     * {@code text} without control characters but line breaks and tabs. What comes from containers, files and other people
     * goes through this before it is shown, so that it cannot move the cursor or recolour the terminal.
     */
    public static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
