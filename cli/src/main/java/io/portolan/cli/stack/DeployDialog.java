package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiProblem;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Words;
import io.portolan.model.Diagnostic;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Plan, show, ask, apply; once more with a new plan if the world moved in between. */
final class DeployDialog {
    private static final String STALE = "plan.stale";

    private final CliContext context;
    private final boolean json;
    private final boolean yes;
    private final boolean noDowntime;
    private final PrintStream out;
    private final Style style;

    DeployDialog(CliContext context, boolean json, boolean yes, boolean noDowntime) {
        this.context = context;
        this.json = json;
        this.yes = yes;
        this.noDowntime = noDowntime;
        Terminal terminal = context.terminal();
        this.out = json ? terminal.err() : terminal.out();
        this.style = json ? terminal.errStyle() : terminal.outStyle();
    }

    /** @param planning makes the plan, anew each time */
    int run(Supplier<Plan> planning, Deployments deployments) {
        Plan plan = planning.get();
        if (plan.hasErrors() || plan.steps().isEmpty()) {
            return end(plan);
        }
        List<Diagnostic> downtime = downtime(plan);
        printer(!downtime.isEmpty()).print(plan);
        if (!accepted(plan, downtime)) {
            return declined();
        }
        try {
            return apply(plan, deployments);
        } catch (ApiProblem e) {
            if (!e.has(STALE)) {
                throw e;
            }
            return planAnew(plan, e, planning, deployments);
        }
    }

    private int planAnew(Plan stale, ApiProblem reason, Supplier<Plan> planning, Deployments deployments) {
        out.println("the world moved since that plan was made; this is what changed:");
        new DiagnosticPrinter(out, style)
                .print(reason.diagnostics().stream()
                        .map(d -> Diagnostic.info(d.code(), d.message()))
                        .toList());
        Plan plan = planning.get();
        if (plan.hasErrors() || plan.steps().isEmpty()) {
            return end(plan);
        }
        PlanDifference.of(stale, plan).print(out, style);
        out.println(PlanSummary.of(plan));
        return accepted(plan, downtime(plan)) ? apply(plan, deployments) : declined();
    }

    private PlanPrinter printer(boolean refused) {
        return json || refused ? PlanPrinter.toErr(context.terminal()) : PlanPrinter.toOut(context.terminal());
    }

    /** A plan that cannot or need not be applied. */
    private int end(Plan plan) {
        printer(plan.hasErrors()).print(plan);
        if (json) {
            context.printLine(plan.document());
        }
        return plan.hasErrors() ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private List<Diagnostic> downtime(Plan plan) {
        return noDowntime ? Planning.downtime(plan) : List.of();
    }

    private boolean accepted(Plan plan, List<Diagnostic> downtime) {
        if (!downtime.isEmpty()) {
            throw CommandFailure.refused(downtime);
        }
        if (yes || (!context.terminal().canAsk() && plan.isHarmless())) {
            return true;
        }
        if (!context.terminal().canAsk()) {
            throw CommandFailure.wrongUse(Diagnostic.error(
                            "", "the plan interrupts or removes something, and there is no terminal to confirm it on")
                    .suggest("add --yes to apply it as it comes, or look at it and apply it with --plan " + plan.id()));
        }
        return context.terminal().confirms("apply " + Words.count(plan.steps().size(), "step") + "?");
    }

    private int declined() {
        throw CommandFailure.failed(Diagnostic.error("deploy.declined", "nothing was changed: the plan was declined"));
    }

    private int apply(Plan plan, Deployments deployments) {
        JsonNode started = deployments.start(plan.id());
        Map<String, String> labels =
                plan.steps().stream().collect(Collectors.toMap(Plan.Step::id, Plan.Step::label, (a, b) -> a));
        JsonNode ended = deployments.follow(started, DeployProgress.on(context, json, labels));
        return DeployResult.show(context, json, ended, Optional.of(plan));
    }
}
