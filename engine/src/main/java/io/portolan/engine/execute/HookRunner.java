package io.portolan.engine.execute;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.stack.Hooks.Hook;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs commands of the file inside a container: one after the other, in the file's order, none for ever. */
final class HookRunner {
    private final ContainerRuntime runtime;
    private final Duration limit;

    /** @param limit for one command */
    HookRunner(ContainerRuntime runtime, Duration limit) {
        this.runtime = runtime;
        this.limit = limit;
    }

    /** A container whose hook fails has not started as the file says. */
    void postStart(String container, List<Hook> hooks, Consumer<String> progress) throws InterruptedException {
        for (Hook hook : hooks) {
            int code = run("post_start", container, hook, progress);
            if (code != 0) {
                throw new RuntimeFault(
                        Kind.REFUSED,
                        "a post_start command of container %s ended with exit code %d".formatted(container, code));
            }
        }
    }

    /** A hook that fails is told and holds up nothing: what is to end ends. */
    void preStop(String container, List<Hook> hooks, Consumer<String> progress) throws InterruptedException {
        boolean runs = !hooks.isEmpty()
                && runtime.container(container).filter(c -> c.state().running()).isPresent();
        for (Hook hook : runs ? hooks : List.<Hook>of()) {
            try {
                int code = run("pre_stop", container, hook, progress);
                if (code != 0) {
                    progress.accept("a pre_stop command of %s ended with exit code %d".formatted(container, code));
                }
            } catch (RuntimeFault fault) {
                if (fault.kind() == Kind.UNREACHABLE) {
                    throw fault;
                }
                progress.accept(
                        "a pre_stop command of %s did not succeed: %s".formatted(container, fault.getMessage()));
            }
        }
    }

    /**
     * The engine ends no command by itself, and one that hangs would hold its stack for ever. The command may go on in
     * the container after its time; nobody listens to it then.
     */
    private int run(String kind, String container, Hook hook, Consumer<String> progress) throws InterruptedException {
        FutureTask<Integer> command =
                new FutureTask<>(() -> runtime.exec(container, hook, line -> tell(container, line, progress)));
        Thread.ofVirtual().name(kind + " of " + container).start(command);
        try {
            return command.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RuntimeFault(
                    Kind.REFUSED,
                    "a %s command of container %s has not ended after %d s"
                            .formatted(kind, container, limit.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException("an exec throws no checked exception", e);
        } finally {
            command.cancel(true);
        }
    }

    private static void tell(String container, LogLine line, Consumer<String> progress) {
        progress.accept(container + ": " + line.text());
    }
}
