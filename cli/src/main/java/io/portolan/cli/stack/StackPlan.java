package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Tone;
import io.portolan.model.Diagnostic;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        description = {
            "Show what a deploy would do, step by step, and what it would interrupt.",
            "Changes nothing, but pulls an image where the port of a domain can stand in the image only."
        },
        footer = {
            "",
            "For example:",
            "  portolan stack plan -f compose.yaml --name blog --domain wordpress=http://blog.example.com"
        })
final class StackPlan extends ApiCommand {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    StackPlan(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        PlanRequest request = PlanRequest.of(context(), options);
        Plan plan = new Planning(api, environment(), terminal().err()).plan(request);
        List<Diagnostic> downtime = options.noDowntime() && !plan.hasErrors() ? Planning.downtime(plan) : List.of();
        boolean refused = plan.hasErrors() || !downtime.isEmpty();
        show(plan.document(), () -> print(plan, refused));
        if (json()) {
            // The document tells what the daemon has to say, but not what was found while packing the files.
            DiagnosticPrinter.toErr(terminal()).print(plan.hasErrors() ? plan.diagnostics() : request.warnings());
        }
        DiagnosticPrinter.toErr(terminal()).print(downtime);
        return refused ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private void print(Plan plan, boolean refused) {
        if (refused) {
            PlanPrinter.toErr(terminal()).print(plan);
            return;
        }
        PlanPrinter.toOut(terminal()).print(plan);
        if (!plan.steps().isEmpty()) {
            String hint = "apply it with: portolan stack deploy --plan " + plan.id();
            terminal().out().println(terminal().outStyle().apply(Tone.DIM, hint));
        }
    }
}
