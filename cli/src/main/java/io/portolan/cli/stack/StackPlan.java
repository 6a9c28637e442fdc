package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Tone;
import io.portolan.model.Diagnostic;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "plan", description = "Show what a deploy would do, step by step. Changes nothing.")
final class StackPlan extends ApiCommand {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    StackPlan(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        PlanRequest request = PlanRequest.of(context(), options);
        Plan plan = new Planning(api, environment()).plan(request);
        show(plan.document(), () -> print(plan));
        if (json()) {
            // The document tells what the daemon has to say, but not what was found while packing the files.
            DiagnosticPrinter.toErr(terminal()).print(plan.hasErrors() ? plan.diagnostics() : request.warnings());
        }
        if (plan.hasErrors()) {
            return ExitCode.REFUSED;
        }
        List<Diagnostic> downtime = options.noDowntime() ? Planning.downtime(plan) : List.of();
        DiagnosticPrinter.toErr(terminal()).print(downtime);
        return downtime.isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void print(Plan plan) {
        Style style = terminal().outStyle();
        new PlanPrinter(terminal().out(), style, terminal().width()).print(plan);
        if (!plan.id().isEmpty() && !plan.steps().isEmpty()) {
            terminal().out().println(style.apply(Tone.DIM, "apply it with: portolan stack deploy --plan " + plan.id()));
        }
    }
}
