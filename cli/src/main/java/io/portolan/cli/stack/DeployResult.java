package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.DiagnosticJson;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;
import io.portolan.model.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a deploy ended. */
final class DeployResult {
    private static final String UNROUTED = "stack.unrouted";

    private DeployResult() {}

    /** Shows it; the exit code. Diagnostics that the plan showed already are not repeated. */
    static int show(CliContext context, boolean json, JsonNode deployment, Optional<Plan> plan) {
        boolean succeeded = Json.text(deployment, "state").equals("succeeded");
        boolean unroutedIsTold = succeeded && !json;
        DiagnosticPrinter.toErr(context.terminal())
                .print(plan.map(p -> news(p, deployment)).orElse(DiagnosticJson.in(deployment)).stream()
                        .filter(d -> !unroutedIsTold || !d.code().equals(UNROUTED))
                        .toList());
        if (json) {
            context.printLine(deployment);
        } else if (succeeded) {
            printSuccess(context.terminal(), deployment);
        } else {
            printFailure(context.terminal(), deployment);
        }
        return succeeded ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static List<Diagnostic> news(Plan plan, JsonNode deployment) {
        return plan.places().in(DiagnosticJson.in(deployment)).stream()
                .filter(d -> !plan.diagnostics().contains(d))
                .toList();
    }

    private static void printSuccess(Terminal terminal, JsonNode deployment) {
        Style style = terminal.outStyle();
        terminal.out()
                .println(style.apply(Tone.GOOD, Style.printable(Json.text(deployment, "stack")) + " is live")
                        + ", revision " + Json.text(deployment, "revision") + took(deployment));
        for (String url : Json.texts(deployment, "urls")) {
            terminal.out().println("  " + Style.printable(url));
        }
        // Said with the plan already, but this is the place where a person looks for the address.
        DiagnosticJson.in(deployment).stream()
                .filter(d -> d.code().equals(UNROUTED))
                .forEach(d -> terminal.out().println(Style.printable("  " + d.message() + "\n  → " + d.suggestion())));
    }

    private static void printFailure(Terminal terminal, JsonNode deployment) {
        String stack = Style.printable(Json.text(deployment, "stack"));
        terminal.err()
                .println(terminal.errStyle().apply(Tone.BAD, "the deploy of " + stack + " failed") + " after "
                        + deployment.path("stepsDone").asInt() + " of "
                        + Words.count(deployment.path("stepsAll").asInt(), "step")
                        + "; \"portolan stack show " + stack + "\" tells what runs now");
    }

    private static String took(JsonNode deployment) {
        Optional<Instant> started = Json.instant(deployment, "startedAt");
        Optional<Instant> finished = Json.instant(deployment, "finishedAt");
        if (started.isEmpty() || finished.isEmpty()) {
            return "";
        }
        Duration took = Duration.between(started.get(), finished.get());
        return ", after %d.%d s".formatted(took.toSeconds(), took.toMillisPart() / 100);
    }
}
