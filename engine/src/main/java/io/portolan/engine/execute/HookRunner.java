package io.portolan.engine.execute;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.stack.Hooks.Hook;
import java.util.List;
import java.util.function.Consumer;

/** Runs commands of the file inside a container: one after the other, in the file's order. */
final class HookRunner {
    private final ContainerRuntime runtime;

    HookRunner(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    /** A container whose hook fails has not started as the file says. */
    void postStart(String container, List<Hook> hooks, Consumer<String> progress) {
        for (Hook hook : hooks) {
            int code = runtime.exec(container, hook, line -> tell(container, line, progress));
            if (code != 0) {
                throw new RuntimeFault(
                        Kind.REFUSED,
                        "a post_start command of container %s ended with exit code %d".formatted(container, code));
            }
        }
    }

    /** A hook that fails is told and holds up nothing: what is to end ends. */
    void preStop(String container, List<Hook> hooks, Consumer<String> progress) {
        boolean runs = !hooks.isEmpty()
                && runtime.container(container).filter(c -> c.state().running()).isPresent();
        for (Hook hook : runs ? hooks : List.<Hook>of()) {
            try {
                int code = runtime.exec(container, hook, line -> tell(container, line, progress));
                if (code != 0) {
                    progress.accept("a pre_stop command of %s ended with exit code %d".formatted(container, code));
                }
            } catch (RuntimeFault fault) {
                if (fault.kind() == Kind.UNREACHABLE) {
                    throw fault;
                }
                progress.accept("a pre_stop command of %s did not run: %s".formatted(container, fault.getMessage()));
            }
        }
    }

    private static void tell(String container, LogLine line, Consumer<String> progress) {
        progress.accept(container + ": " + line.text());
    }
}
