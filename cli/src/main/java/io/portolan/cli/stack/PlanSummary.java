package io.portolan.cli.stack;

import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan in one line: {@code 14 steps: 2 networks, 1 volume, 2 containers; nothing is interrupted}. */
final class PlanSummary {
    /** What the steps that make or remove something are about; steps that only wait or prepare are not told. */
    private static final Map<String, String> NOUNS = Map.of(
            "create-network", "network",
            "create-volume", "volume",
            "pull-image", "image to pull",
            "run-container", "container",
            "await-route", "route",
            "remove-network", "network removed",
            "remove-volume", "volume removed",
            "remove-container", "container removed");

    private PlanSummary() {}

    static String of(Plan plan) {
        if (plan.steps().isEmpty()) {
            return "nothing to do: " + Style.printable(plan.stack()) + " is as the files say";
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Plan.Step step : plan.steps()) {
            String noun = NOUNS.get(step.action());
            if (noun != null) {
                counts.merge(noun, 1, Integer::sum);
            }
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((noun, count) -> parts.add(count(count, noun)));
        return Words.count(plan.steps().size(), "step")
                + (parts.isEmpty() ? "" : ": " + String.join(", ", parts))
                + "; "
                + interruptions(plan);
    }

    /** Counts the first word: {@code 2 images to pull}. */
    private static String count(int count, String noun) {
        int space = noun.indexOf(' ');
        return space < 0
                ? Words.count(count, noun)
                : Words.count(count, noun.substring(0, space)) + noun.substring(space);
    }

    private static String interruptions(Plan plan) {
        List<Plan.Step> steps = plan.interruptions();
        if (steps.isEmpty()) {
            return "nothing is interrupted";
        }
        return Words.count(steps.size(), "interruption") + ": "
                + Style.printable(String.join(
                        ", ", steps.stream().map(Plan.Step::target).distinct().toList()));
    }

    static String refused(String stack, long errors) {
        return "the plan for " + Style.printable(stack) + " is refused: " + Words.count(errors, "error");
    }
}
