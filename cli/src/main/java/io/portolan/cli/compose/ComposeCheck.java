package io.portolan.cli.compose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.CommonOptions;
import io.portolan.cli.command.ExitCode;
import io.portolan.cli.terminal.DiagnosticPrinter;
import io.portolan.cli.terminal.Style;
import io.portolan.cli.terminal.Terminal;
import io.portolan.cli.terminal.Tone;
import io.portolan.cli.terminal.Words;
import io.portolan.model.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Check Compose files, or all below a folder, without deploying them.",
            "Exit code 3 if any is refused."
        },
        footer = {"", "For example:", "  portolan compose check compose.yaml --env-file prod.env"})
final class ComposeCheck implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LoadOptions options = new LoadOptions();

    @Parameters(arity = "0..*", paramLabel = "PATH", description = "Files or folders, each file for itself.")
    private List<Path> paths = new ArrayList<>();

    private final CliContext context;

    ComposeCheck(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Map<String, String> variables = options.variables(new StackFiles(context));
        List<CheckedFile> checked = new ArrayList<>();
        for (List<Path> files : stacks()) {
            CheckedFile one = CheckedFile.check(context.folder(), files, variables, options.profiles());
            checked.add(one);
            if (!common.json()) {
                print(one);
            }
        }
        if (common.json()) {
            context.print(document(checked));
        } else if (checked.size() > 1) {
            summary(checked);
        }
        return checked.stream().allMatch(CheckedFile::ok) ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private void summary(List<CheckedFile> checked) {
        long ok = checked.stream().filter(CheckedFile::ok).count();
        long needy =
                checked.stream().filter(f -> f.ok() && !f.needs().isEmpty()).count();
        Terminal terminal = context.terminal();
        (ok == checked.size() ? terminal.out() : terminal.err())
                .println(Words.count(checked.size(), "file") + ": " + ok + " ok"
                        + (needy == 0 ? "" : " (" + needy + " with variables that need a value)") + ", "
                        + (checked.size() - ok) + " refused");
    }

    /** What {@code -f} names is one stack; every other file is one by itself. */
    private List<List<Path>> stacks() {
        if (paths.isEmpty() && options.files().isEmpty()) {
            throw CommandFailure.wrongUse(
                    Diagnostic.error("", "there is no Compose file").suggest("name files or folders, or add -f FILE"));
        }
        List<List<Path>> stacks = new ArrayList<>();
        if (!options.files().isEmpty()) {
            stacks.add(options.files());
        }
        files().forEach(file -> stacks.add(List.of(file)));
        return stacks;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            List<Path> found = search(path);
            if (found.isEmpty()) {
                throw CommandFailure.wrongUse(Diagnostic.error("", "there is no Compose file in " + path));
            }
            found.stream().filter(f -> !files.contains(f)).forEach(files::add);
        }
        return files;
    }

    private List<Path> search(Path path) {
        try {
            return ComposeSearch.under(context.folder(), path);
        } catch (IOException e) {
            throw CommandFailure.failed(
                    Diagnostic.error("compose.unreadable", "the folder " + path + " cannot be read: " + e));
        }
    }

    private static ObjectNode document(List<CheckedFile> checked) {
        ObjectNode document = Json.object();
        ArrayNode files = document.putArray("files");
        checked.forEach(f -> files.add(f.json()));
        return document;
    }

    private static String needs(List<String> names) {
        return names.isEmpty() ? "" : ", needs " + Style.printable(String.join(", ", names));
    }

    /** What is refused goes to standard error, like every refusal. */
    private void print(CheckedFile file) {
        Terminal terminal = context.terminal();
        Style style = file.ok() ? terminal.outStyle() : terminal.errStyle();
        String verdict = file.ok() ? style.apply(Tone.GOOD, "ok     ") : style.apply(Tone.BAD, "refused");
        (file.ok() ? terminal.out() : terminal.err())
                .println(verdict + "  " + Style.printable(file.name())
                        + (file.ok() ? style.apply(Tone.DIM, "  " + Words.count(file.services(), "service")) : "")
                        + (file.ok() ? needs(file.needs()) : ""));
        (file.ok() ? DiagnosticPrinter.toOut(terminal) : DiagnosticPrinter.toErr(terminal)).print(file.diagnostics());
    }
}
