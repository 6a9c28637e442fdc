package io.portolan.cli.stack;

import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Tone;
import java.io.PrintStream;
import java.util.List;

/** What a new plan does otherwise than the one before. */
record PlanDifference(List<Plan.Step> added, List<Plan.Step> gone) {
    static PlanDifference of(Plan before, Plan after) {
        return new PlanDifference(without(after, before), without(before, after));
    }

    private static List<Plan.Step> without(Plan plan, Plan other) {
        return plan.steps().stream()
                .filter(s -> other.steps().stream().noneMatch(o -> same(s, o)))
                .toList();
    }

    private static boolean same(Plan.Step one, Plan.Step other) {
        return one.label().equals(other.label()) && one.detail().equals(other.detail());
    }

    void print(PrintStream out, Style style) {
        gone.forEach(s -> out.println(style.apply(Tone.BAD, Style.printable("  - " + s.label()))));
        added.forEach(s -> out.println(
                style.apply(Tone.GOOD, Style.printable("  + " + s.label())) + Style.printable("  " + s.reason())));
        if (added.isEmpty() && gone.isEmpty()) {
            out.println("  the steps are the same");
        }
    }
}
