package io.portolan.cli.stack;

import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Table;
import io.portolan.cli.terminal.Table.Cell;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;
import io.portolan.model.Diagnostic;
import java.io.PrintStream;
import java.util.List;

/** A plan for people: its steps with their reasons, what is wrong or worth knowing, and a line that sums it up. */
final class PlanPrinter {
    private final PrintStream out;
    private final Style style;
    private final int width;

    private PlanPrinter(PrintStream out, Style style, int width) {
        this.out = out;
        this.style = style;
        this.width = width;
    }

    static PlanPrinter toOut(Terminal terminal) {
        return new PlanPrinter(terminal.out(), terminal.outStyle(), terminal.width());
    }

    /** For plans that are refused, and for all where standard output is JSON. */
    static PlanPrinter toErr(Terminal terminal) {
        return new PlanPrinter(terminal.err(), terminal.errStyle(), terminal.width());
    }

    void print(Plan plan) {
        if (!plan.steps().isEmpty()) {
            boolean interrupts = !plan.interruptions().isEmpty();
            (interrupts ? withInterruptions(plan.steps()) : plain(plan.steps())).print(out, style, width);
            out.println();
        }
        new DiagnosticPrinter(out, style).print(plan.diagnostics());
        if (!plan.diagnostics().isEmpty()) {
            out.println();
        }
        out.println(summary(plan));
    }

    private String summary(Plan plan) {
        if (plan.hasErrors()) {
            long errors =
                    plan.diagnostics().stream().filter(Diagnostic::isError).count();
            return style.apply(Tone.BAD, PlanSummary.refused(plan.stack(), errors));
        }
        return PlanSummary.of(plan);
    }

    private static Table plain(List<Plan.Step> steps) {
        Table table = new Table("#", "ACTION", "TARGET", "REASON");
        int number = 1;
        for (Plan.Step step : steps) {
            table.row(number(number++), action(step), Cell.of(step.target()), Cell.of(step.reason()));
            table.note(2, Tone.DIM, step.detail());
        }
        return table;
    }

    private static Table withInterruptions(List<Plan.Step> steps) {
        Table table = new Table("#", "ACTION", "TARGET", "INTERRUPTION", "REASON");
        int number = 1;
        for (Plan.Step step : steps) {
            Cell interruption = step.interrupts() ? new Cell(step.notice(), Tone.WARN) : new Cell("-", Tone.DIM);
            table.row(number(number++), action(step), Cell.of(step.target()), interruption, Cell.of(step.reason()));
            table.note(3, Tone.WARN, step.estimate());
            table.note(2, Tone.DIM, step.detail());
        }
        return table;
    }

    private static Cell number(int number) {
        return new Cell("%2d".formatted(number), Tone.DIM);
    }

    private static Cell action(Plan.Step step) {
        return new Cell(step.action(), tone(step.action()));
    }

    private static Tone tone(String action) {
        if (action.startsWith("remove-") || action.startsWith("disconnect-") || action.startsWith("stop-")) {
            return Tone.BAD;
        }
        return action.startsWith("await-") ? Tone.PLAIN : Tone.GOOD;
    }
}
