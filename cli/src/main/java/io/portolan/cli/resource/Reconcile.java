package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.DiagnosticJson;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Words;
import io.portolan.model.Diagnostic;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reconcile",
        description = {
            "Look for what is not as it should be, and repair it at once.",
            "Exit code 5 where a dry run finds something."
        })
final class Reconcile extends ApiCommand {
    @Option(names = "--dry-run", description = "Only look.")
    private boolean dryRun;

    Reconcile(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode found = api.post(Resource.of("reconcile").with("dryRun", dryRun));
        show(found, () -> print(found));
        List<Diagnostic> diagnostics = DiagnosticJson.in(found);
        DiagnosticPrinter.toErr(terminal()).print(diagnostics);
        if (Diagnostic.anyError(diagnostics)) {
            return ExitCode.FAILED;
        }
        boolean drift = !found.path("drift").isEmpty() || diagnostics.stream().anyMatch(Diagnostic::isDrift);
        return dryRun && drift ? ExitCode.DRIFT : ExitCode.DONE;
    }

    private void print(JsonNode found) {
        List<JsonNode> drift = Json.list(found, "drift");
        if (drift.isEmpty()) {
            boolean noted = !Json.list(found, "notes").isEmpty();
            terminal().out().println(noted ? "nothing to repair" : "everything is as it should be");
        } else {
            String verb = dryRun ? "to repair:" : "repaired:";
            terminal().out().println(Words.count(drift.size(), "thing") + " " + verb);
            Drift.table(drift).print(terminal());
        }
        for (String note : Json.texts(found, "notes")) {
            terminal().out().println("left as it is: " + Style.printable(note));
        }
    }
}
