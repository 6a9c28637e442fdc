package io.portolan.compose.report;

import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a person should know, in one load. A file with thousands of mistakes gets the first ones and a count, so
 * that what is reported stays readable and small.
 */
public final class Findings {
    private static final int MOST = 500;

    private final Set<Diagnostic> found = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();
    private final MissingVariables missing;
    private boolean error;
    private int dropped;

    public Findings() {
        this(false);
    }

    private Findings(boolean check) {
        this.missing = new MissingVariables(check);
    }

    /** Of a check: what depends on a variable without a value is neither right nor wrong yet, and no error. */
    public static Findings ofCheck() {
        return new Findings(true);
    }

    /** A variable must have a value and has none: told once, where it is needed first. */
    public void missing(String variable, Diagnostic told) {
        missing.add(variable, told).ifPresent(this::add);
    }

    /**
     * A value that variables are part of.
     *
     * @param required those that must have a value and have none
     * @param empty those that are not set and count as empty
     */
    public void incomplete(Located at, Set<String> required, Set<String> empty) {
        missing.incomplete(at.position(), required, empty);
    }

    /** Whether a part of the value is missing, of which a check tells nothing. */
    public boolean isIncomplete(Located at) {
        return missing.isIncomplete(at.position());
    }

    /** What a check found to be needed for a deploy, in the order of the file. */
    public List<String> needs() {
        return missing.needs();
    }

    public void error(Located at, String code, String message) {
        add(located(at, code, message));
    }

    /** An error with its place. */
    public static Diagnostic located(Located at, String code, String message) {
        return Diagnostic.error(code, located(at, message)).at(at.position());
    }

    public void error(Located at, String code, String message, String suggestion) {
        add(located(at, code, message).suggest(suggestion));
    }

    public void warning(Located at, String code, String message) {
        add(Diagnostic.warning(code, located(at, message)).at(at.position()));
    }

    /** Says of a subject what holds wherever it stands in the files: at its first place. */
    public void warningOnce(String subject, Located at, String code, String message) {
        if (told.add(code + " " + subject)) {
            warning(at, code, message);
        }
    }

    public void info(Located at, String code, String message) {
        add(Diagnostic.info(code, located(at, message)).at(at.position()));
    }

    public void add(Diagnostic diagnostic) {
        if (missing.explains(diagnostic)) {
            return;
        }
        error |= diagnostic.isError();
        if (found.size() >= MOST) {
            dropped++;
        } else {
            found.add(diagnostic);
        }
    }

    public boolean hasError() {
        return error;
    }

    /** All of them, in the order of the file; what has no position comes last. */
    public List<Diagnostic> list() {
        List<Diagnostic> all = new ArrayList<>(found);
        all.sort(Comparator.comparing(Findings::place, Comparator.nullsLast(byPlace())));
        missing.summary().ifPresent(all::add);
        if (dropped > 0) {
            String message = "%d more findings are not shown".formatted(dropped);
            // Where an error was dropped the refusal must still be visible in the list.
            all.add(error ? Diagnostic.error("compose.more", message) : Diagnostic.warning("compose.more", message));
        }
        return List.copyOf(all);
    }

    private static @Nullable Position place(Diagnostic diagnostic) {
        return diagnostic.position();
    }

    private static Comparator<Position> byPlace() {
        return Comparator.comparing(Position::path)
                .thenComparingInt(Position::line)
                .thenComparingInt(Position::column);
    }

    private static String located(Located at, String message) {
        String path = at.path().toString();
        return path.isEmpty() ? message : path + ": " + message;
    }
}
