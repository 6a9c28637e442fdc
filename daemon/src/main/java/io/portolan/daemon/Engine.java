package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Diagnostic;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine that a daemon is to use, before there is a daemon. */
record Engine(String endpoint, Machine machine, Consumer<String> tell) {
    /** Asks it; where none answers, waits for one that is starting, or installs one if told to. */
    EngineInfo require(boolean install) throws InterruptedException {
        try {
            return ask();
        } catch (RuntimeFault fault) {
            if (fault.kind() != RuntimeFault.Kind.UNREACHABLE) {
                throw CommandFailure.failed(Diagnostic.error("engine.unusable", fault.getMessage()));
            }
            return help(fault, install);
        }
    }

    private EngineInfo help(RuntimeFault fault, boolean install) throws InterruptedException {
        EngineAdvice advice = new EngineAdvice(machine, endpoint);
        EngineInstaller installer = new EngineInstaller(machine, this::ask, tell);
        Optional<EngineInfo> starting = advice.isDefault() ? installer.awaitStarting() : Optional.empty();
        if (starting.isPresent()) {
            return starting.get();
        }
        String missing = "no Docker Engine at " + endpoint + ": " + fault.getMessage();
        if (!install) {
            throw CommandFailure.failed(
                    Diagnostic.error("engine.unreachable", missing).suggest(advice.text()));
        }
        Optional<String> refusal = advice.refusal();
        if (refusal.isPresent()) {
            throw CommandFailure.failed(
                    Diagnostic.error("engine.unreachable", missing + "; nothing was installed: " + refusal.get())
                            .suggest(advice.text()));
        }
        return installer.install();
    }

    private EngineInfo ask() {
        try (ContainerRuntime runtime = DockerRuntime.connect(endpoint, "")) {
            return runtime.info();
        }
    }
}
