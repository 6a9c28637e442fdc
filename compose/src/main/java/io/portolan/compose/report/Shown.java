package io.portolan.compose.report;

/** Texts of a person's file made fit for a message: short, on one line, without control characters. */
public final class Shown {
    private static final int LONGEST = 80;

    private Shown() {}

    public static String quoted(String text) {
        return "\"" + shortened(text, LONGEST) + "\"";
    }

    static String shortened(String text, int longest) {
        String head = text.length() > longest ? text.substring(0, longest) + "…" : text;
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
