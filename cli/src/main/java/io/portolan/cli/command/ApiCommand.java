package io.portolan.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.client.Resource;
import io.portolan.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks the daemon. */
public abstract class ApiCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ScopeOptions scope = new ScopeOptions();

    protected ApiCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public final Integer call() {
        try (ApiClient api = context.connect()) {
            return run(api);
        }
    }

    /** The exit code. */
    protected abstract int run(ApiClient api);

    protected final CliContext context() {
        return context;
    }

    protected final Terminal terminal() {
        return context.terminal();
    }

    protected final boolean json() {
        return common.json();
    }

    protected final Resource environment() {
        return scope.environment();
    }

    /** Shows a document: as it is under {@code --json}, else as {@code human} prints it. */
    protected final int show(JsonNode document, Runnable human) {
        if (json()) {
            context.print(document);
        } else {
            human.run();
        }
        return ExitCode.DONE;
    }

    /** Says that something was done for which the API has no document. */
    protected final int done(String command, String target, String sentence) {
        return show(
                Json.object().put("command", command).put("target", target).put("done", true),
                () -> terminal().out().println(sentence));
    }
}
