package io.portolan.cli.terminal;

/** What a piece of text means, from which {@link Style} finds its colour. */
public enum Tone {
    PLAIN(""),
    STRONG("1"),
    DIM("2"),
    BAD("31"),
    GOOD("32"),
    WARN("33"),
    ACCENT("36");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
