package io.portolan.compose.report;

import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that have no value and need one.
 *
 * <p>In a deploy they are errors. A check asks whether the file is good, whatever the values will be: there they are
 * collected, and what is wrong with a value only because a part of it is missing is not told. Otherwise a file would be
 * refused for a text that nobody wrote.
 */
final class MissingVariables {
    private static final Comparator<Position> BY_PLACE = Comparator.comparing(Position::path)
            .thenComparingInt(Position::line)
            .thenComparingInt(Position::column);

    private record Incomplete(boolean required, Set<String> names) {}

    private final boolean check;
    private final Map<String, Position> needs = new HashMap<>();
    private final Map<String, Diagnostic> refused = new LinkedHashMap<>();
    private final Map<Position, Incomplete> incomplete = new HashMap<>();
    /** Whether a variable that may count as empty must not here. */
    private boolean emptyRefused;

    MissingVariables(boolean check) {
        this.check = check;
    }

    /** What is to be told of it. */
    Optional<Diagnostic> add(String name, Diagnostic told) {
        if (check) {
            Position position = told.position();
            need(name, position == null ? new Position("", 1, 1) : position);
            return Optional.empty();
        }
        return refused.putIfAbsent(name, told) == null ? Optional.of(told) : Optional.empty();
    }

    void incomplete(Position at, Set<String> required, Set<String> empty) {
        if (!(required.isEmpty() && empty.isEmpty())) {
            Set<String> names = new TreeSet<>(required);
            names.addAll(empty);
            incomplete.put(at, new Incomplete(!required.isEmpty(), names));
        }
    }

    boolean isIncomplete(Position at) {
        return check && incomplete.containsKey(at);
    }

    /**
     * Whether a diagnostic only says that a value is incomplete, which is told elsewhere. Where it is an error, the
     * variables are needed: those that count as empty, too, and then a deploy is told the error as well.
     */
    boolean explains(Diagnostic diagnostic) {
        Position position = diagnostic.position();
        if (position == null) {
            return false;
        }
        Incomplete value = incomplete.get(position);
        if (value == null) {
            return false;
        }
        if (diagnostic.isError()) {
            value.names().forEach(name -> add(name, diagnostic));
            emptyRefused |= !value.required();
        }
        return value.required() || (check && diagnostic.isError());
    }

    List<String> needs() {
        return needs.entrySet().stream()
                .sorted(Map.Entry.<String, Position>comparingByValue(BY_PLACE)
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** All of them in one sentence, where no single message says it. */
    Optional<Diagnostic> summary() {
        if (refused.size() == 1 && !emptyRefused) {
            return Optional.empty();
        }
        String names = String.join(", ", refused.keySet());
        return refused.values().stream().findFirst().map(first -> Diagnostic.error(
                        "compose.required-variables",
                        refused.size() == 1
                                ? "a variable needs a value: " + names
                                : "%d variables need a value: %s".formatted(refused.size(), names))
                .at(first.position())
                .suggest("give each with --set NAME=VALUE, or all of them in .env or in a file for --env-file"));
    }

    private void need(String name, Position position) {
        needs.merge(name, position, (a, b) -> BY_PLACE.compare(a, b) <= 0 ? a : b);
    }
}
