package io.portolan.engine.service;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.ContainerRuntime.StreamClosed;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.StackService.ServiceLine;
import io.portolan.engine.store.StackRecord;
import io.portolan.model.Diagnostic;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Logs, commands and restarts in the containers of a stack as they are now. */
final class StackStreams {
    private static final Duration RESTART_GRACE = Duration.ofSeconds(10);

    private final ContainerRuntime runtime;
    private final String instance;

    StackStreams(ContainerRuntime runtime, String instance) {
        this.runtime = runtime;
        this.instance = instance;
    }

    private List<ObservedContainer> containers(StackRecord stack) {
        return runtime.containers().stream()
                .filter(c -> c.isOf(instance))
                .filter(c -> stack.id().equals(c.label(Labels.STACK).orElse(""))
                        && c.label(Labels.ROLE).orElse("").equals("app"))
                .sorted(Comparator.comparing(ObservedContainer::name))
                .toList();
    }

    private static String service(ObservedContainer container) {
        return container.label(Labels.SERVICE).orElse("");
    }

    /** Restarts what runs, in the file's order of names; what is stopped or has completed stays so. */
    void restart(StackRecord stack) {
        for (ObservedContainer container : containers(stack)) {
            if (container.state().running()) {
                runtime.restartContainer(container.name(), RESTART_GRACE);
            }
        }
    }

    int exec(StackRecord stack, String service, List<String> command, Consumer<LogLine> sink) {
        ObservedContainer container = containers(stack).stream()
                .filter(c -> service(c).equals(service) && c.state().running())
                .findFirst()
                .orElseThrow(() -> notRunning(stack, service));
        return runtime.exec(container.name(), command, sink);
    }

    private Refused notRunning(StackRecord stack, String service) {
        return without(stack, "no container of service " + service + " of stack " + stack.name() + " is running");
    }

    private Refused without(StackRecord stack, String message) {
        String services =
                containers(stack).stream().map(StackStreams::service).distinct().collect(Collectors.joining(", "));
        return new Refused(
                Refused.Kind.NOT_FOUND,
                Diagnostic.error("service.not-running", message)
                        .suggest(
                                services.isEmpty()
                                        ? "see what is missing: portolan stack show " + stack.name()
                                        : "services with containers: " + services));
    }

    void logs(StackRecord stack, Optional<String> service, int tail, boolean follow, Consumer<ServiceLine> sink) {
        List<ObservedContainer> chosen = containers(stack).stream()
                .filter(c -> service.isEmpty() || service.get().equals(service(c)))
                .toList();
        if (chosen.isEmpty()) {
            throw without(
                    stack,
                    "stack " + stack.name() + " has no container"
                            + service.map(s -> " of service " + s).orElse("") + " that could have written anything");
        }
        OneReader reader = new OneReader(sink);
        if (!follow || chosen.size() == 1) {
            chosen.forEach(c -> runtime.logs(c.name(), tail, follow, line -> reader.accept(line(c, line))));
            return;
        }
        List<Thread> threads = chosen.stream()
                .map(c -> Thread.ofVirtual().start(() -> followOne(c, tail, reader)))
                .toList();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        reader.throwIfGone();
    }

    private void followOne(ObservedContainer container, int tail, OneReader reader) {
        try {
            runtime.logs(container.name(), tail, true, line -> reader.accept(line(container, line)));
        } catch (StreamClosed gone) {
            reader.markGone();
        } catch (RuntimeFault fault) {
            reader.accept(new ServiceLine(service(container), container.name(), "portolan", fault.getMessage()));
        }
    }

    private static ServiceLine line(ObservedContainer container, LogLine line) {
        return new ServiceLine(service(container), container.name(), line.stream(), line.text());
    }

    /** Several containers' lines for one reader; when the reader has gone, every source learns it at its next line. */
    private static final class OneReader {
        private final Consumer<ServiceLine> sink;
        private final ReentrantLock one = new ReentrantLock();
        private volatile boolean gone;

        OneReader(Consumer<ServiceLine> sink) {
            this.sink = sink;
        }

        void accept(ServiceLine line) {
            throwIfGone();
            one.lock();
            try {
                sink.accept(line);
            } finally {
                one.unlock();
            }
        }

        void markGone() {
            gone = true;
        }

        void throwIfGone() {
            if (gone) {
                throw new StreamClosed();
            }
        }
    }
}
