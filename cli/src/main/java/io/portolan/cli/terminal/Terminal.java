package io.portolan.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The three standard streams, and what is known of the terminal behind them. */
public final class Terminal {
    /**
     * Which streams are terminals, as {@code in,out,err}. The launcher sets it, because the JDK only tells whether all of
     * them are.
     */
    public static final String STREAMS_PROPERTY = "portolan.terminal";

    private static final int USUAL_WIDTH = 120;

    private final PrintStream out;
    private final PrintStream err;
    private final BufferedReader in;
    private final Streams streams;
    private final boolean colours;
    private final int width;

    /** Which of the streams a person sits at. */
    public record Streams(boolean in, boolean out, boolean err) {
        public static final Streams NONE = new Streams(false, false, false);
        public static final Streams ALL = new Streams(true, true, true);

        static Streams parse(String text) {
            String padded = "," + text + ",";
            return new Streams(padded.contains(",in,"), padded.contains(",out,"), padded.contains(",err,"));
        }
    }

    public Terminal(PrintStream out, PrintStream err, BufferedReader in, Streams streams, Map<String, String> env) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.streams = streams;
        this.colours = env.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(env.get("TERM"));
        this.width = width(env.get("COLUMNS"));
    }

    /** The terminal of this process. */
    public static Terminal ofProcess(Map<String, String> env) {
        // UTF-8 whatever the locale: the launcher may run under LANG=C, where "→" would come out as "?".
        return new Terminal(
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                streamsOfProcess(),
                env);
    }

    private static Streams streamsOfProcess() {
        String told = System.getProperty(STREAMS_PROPERTY);
        if (told != null) {
            return Streams.parse(told.toLowerCase(Locale.ROOT));
        }
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? Streams.ALL
                : Streams.NONE;
    }

    private static int width(@Nullable String columns) {
        if (columns == null || !columns.matches("[1-9]\\d{0,3}")) {
            return USUAL_WIDTH;
        }
        return Math.max(60, Integer.parseInt(columns));
    }

    public PrintStream out() {
        return out;
    }

    public PrintStream err() {
        return err;
    }

    public boolean outIsTerminal() {
        return streams.out();
    }

    public Style outStyle() {
        return new Style(colours && streams.out());
    }

    public Style errStyle() {
        return new Style(colours && streams.err());
    }

    /** Columns of the terminal; 120 where there is none. */
    public int width() {
        return streams.out() ? width : USUAL_WIDTH;
    }

    /** Whether somebody is there who can answer a question. */
    public boolean canAsk() {
        return streams.in() && streams.err();
    }

    /** Asks on standard error, so that standard output stays clean. Anything but a yes, the end of input too, is a no. */
    public boolean confirms(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = in.readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException("the answer could not be read", e);
        }
    }
}
