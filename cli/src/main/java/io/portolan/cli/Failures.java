package io.portolan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiProblem;
import io.portolan.cli.client.ConnectionSettings;
import io.portolan.cli.client.DaemonUnreachable;
import io.portolan.cli.client.DiagnosticJson;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.model.Diagnostic;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever ends a command early into an exit code and diagnostics on standard error; under {@code --json} also into
 * a problem document on standard output, so that there is always exactly one document there.
 */
final class Failures {
    private final CliContext context;
    private final boolean json;

    Failures(CliContext context, String[] args) {
        this.context = context;
        this.json = Arrays.stream(args).takeWhile(a -> !a.equals("--")).anyMatch("--json"::equals);
    }

    int wrongUse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = "see \"" + command.getCommandSpec().qualifiedName() + " --help\"";
        return end(ExitCode.WRONG_USE, List.of(Diagnostic.error("", message(e)).suggest(nearest(e) + help)));
    }

    private static String nearest(ParameterException e) {
        CommandLine command = e.getCommandLine();
        if (command.getParseResult() != null
                && !command.getSubcommands().isEmpty()
                && !(e instanceof UnmatchedArgumentException)) {
            return "name one of " + String.join(", ", command.getSubcommands().keySet()) + "; ";
        }
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "did you mean " + String.join(" or ", unmatched.getSuggestions()) + "? If not, ";
        }
        return "";
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            boolean isGroup = !e.getCommandLine().getSubcommands().isEmpty();
            String what = word.startsWith("-") ? "option" : isGroup ? "command" : "argument";
            return "there is no " + what + " \"" + word + "\" here";
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong use");
        return message.equals("Missing required subcommand") ? "which command?" : message;
    }

    int failed(Exception e, CommandLine command, ParseResult parsed) {
        if (!context.env().getOrDefault("PORTOLAN_DEBUG", "").isEmpty()) {
            e.printStackTrace(context.terminal().err());
        }
        return switch (e) {
            case CommandFailure failure -> end(failure.exitCode(), failure.diagnostics());
            case ApiProblem problem -> end(exitCode(problem), problem.diagnostics(), problem.document());
            case DaemonUnreachable unreachable -> end(ExitCode.UNREACHABLE, List.of(unreachable.diagnostic()));
            case ConnectionSettings.Unusable unusable -> end(ExitCode.FAILED, List.of(unusable.diagnostic()));
            default -> end(ExitCode.FAILED, List.of(unexpected(e)));
        };
    }

    /** What the request itself was refused for is 3; that it could not be carried out is 1. */
    private static int exitCode(ApiProblem problem) {
        return switch (problem.status()) {
            case 400, 409, 413, 422 -> ExitCode.REFUSED;
            default -> ExitCode.FAILED;
        };
    }

    private static Diagnostic unexpected(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return Diagnostic.error("cli.unexpected", "this should not have happened: " + message)
                .suggest("run it again with PORTOLAN_DEBUG=1 and report what it shows");
    }

    private int end(int exitCode, List<Diagnostic> diagnostics) {
        ObjectNode problem = Json.object()
                .put("type", "about:blank")
                .put("title", title(exitCode))
                .put("detail", diagnostics.getFirst().message());
        problem.set("diagnostics", DiagnosticJson.array(diagnostics));
        return end(exitCode, diagnostics, problem);
    }

    private int end(int exitCode, List<Diagnostic> diagnostics, JsonNode problem) {
        DiagnosticPrinter.toErr(context.terminal()).print(diagnostics);
        if (json) {
            context.printLine(problem);
        }
        return exitCode;
    }

    private static String title(int exitCode) {
        return switch (exitCode) {
            case ExitCode.WRONG_USE -> "Wrong use";
            case ExitCode.REFUSED -> "Refused";
            case ExitCode.UNREACHABLE -> "Daemon not reachable";
            default -> "Failed";
        };
    }
}
