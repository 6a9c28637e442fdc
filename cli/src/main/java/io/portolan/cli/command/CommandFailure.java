package io.portolan.cli.command;

import io.portolan.model.Diagnostic;
import java.util.List;

/** A command cannot go on, for a reason that a person is told. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final transient List<Diagnostic> diagnostics;

    private CommandFailure(int exitCode, List<Diagnostic> diagnostics) {
        super(diagnostics.getFirst().message());
        this.exitCode = exitCode;
        this.diagnostics = List.copyOf(diagnostics);
    }

    public static CommandFailure wrongUse(Diagnostic diagnostic) {
        return new CommandFailure(ExitCode.WRONG_USE, List.of(diagnostic));
    }

    public static CommandFailure refused(List<Diagnostic> diagnostics) {
        return new CommandFailure(ExitCode.REFUSED, diagnostics);
    }

    public static CommandFailure failed(Diagnostic diagnostic) {
        return new CommandFailure(ExitCode.FAILED, List.of(diagnostic));
    }

    public int exitCode() {
        return exitCode;
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
