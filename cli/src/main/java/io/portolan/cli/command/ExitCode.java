package io.portolan.cli.command;

/** How commands end; scripts rely on these numbers. Only {@code stack exec} ends as the command it ran did. */
public final class ExitCode {
    public static final int DONE = 0;
    /** It failed; the reason is on standard error. */
    public static final int FAILED = 1;

    public static final int WRONG_USE = 2;
    /** The plan, a file or the request has errors. */
    public static final int REFUSED = 3;

    public static final int UNREACHABLE = 4;
    /** {@code reconcile --dry-run} found what is not as it should be. */
    public static final int DRIFT = 5;

    private ExitCode() {}
}
