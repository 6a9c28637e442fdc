package io.portolan.cli.terminal;

import io.portolan.model.Diagnostic;
import io.portolan.model.Severity;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Diagnostics the way compilers write them, so that editors and terminals find the place:
 * {@code path:line:column: error: message [code]}, the suggestion beneath.
 */
public final class DiagnosticPrinter {
    private final PrintStream out;
    private final Style style;

    public DiagnosticPrinter(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    public static DiagnosticPrinter toErr(Terminal terminal) {
        return new DiagnosticPrinter(terminal.err(), terminal.errStyle());
    }

    public static DiagnosticPrinter toOut(Terminal terminal) {
        return new DiagnosticPrinter(terminal.out(), terminal.outStyle());
    }

    public void print(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::print);
    }

    public void print(Diagnostic diagnostic) {
        String[] message = Style.printable(diagnostic.message()).split("\n", -1);
        out.println(place(diagnostic)
                + style.apply(tone(diagnostic.severity()), word(diagnostic.severity()) + ":")
                + " "
                + message[0]
                + style.apply(Tone.DIM, diagnostic.code().isEmpty() ? "" : " [" + diagnostic.code() + "]"));
        for (int i = 1; i < message.length; i++) {
            out.println(("    " + message[i]).stripTrailing());
        }
        if (diagnostic.suggestion() != null && !diagnostic.suggestion().isBlank()) {
            out.println("    " + style.apply(Tone.ACCENT, "→") + " "
                    + Style.printable(diagnostic.suggestion()).replace("\n", "\n      "));
        }
    }

    private String place(Diagnostic diagnostic) {
        if (diagnostic.position() != null) {
            return style.apply(Tone.STRONG, Style.printable(diagnostic.position() + ":")) + " ";
        }
        String resource = diagnostic.resource();
        if (resource != null && !resource.isBlank() && !diagnostic.message().startsWith(resource)) {
            return style.apply(Tone.STRONG, Style.printable(resource + ":")) + " ";
        }
        return "";
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case ERROR -> Tone.BAD;
            case WARNING -> Tone.WARN;
            case INFO -> Tone.ACCENT;
        };
    }
}
