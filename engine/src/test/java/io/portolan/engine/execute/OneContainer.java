package io.portolan.engine.execute;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.State;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.stack.Hooks.Hook;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An engine with one container, in which commands run; it knows of nothing else. */
final class OneContainer {
    private final String name;
    private final Map<String, Command> answers = new HashMap<>();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final Semaphore interrupted = new Semaphore(0);
    private Status status = Status.RUNNING;

    @FunctionalInterface
    interface Command {
        int run(Hook hook, Consumer<LogLine> sink) throws InterruptedException;
    }

    OneContainer(String name) {
        this.name = name;
    }

    /** What a command does; those of which nothing is said succeed. */
    void answer(String command, Command does) {
        answers.put(command, does);
    }

    void stop() {
        status = Status.EXITED;
    }

    List<Hook> hooks() {
        return hooks;
    }

    List<String> commands() {
        return hooks.stream().map(h -> h.command().getFirst().reveal()).toList();
    }

    /** Does not end by itself. */
    int hang() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts down");
        } finally {
            interrupted.release();
        }
    }

    /** How many of two hanging commands were let go. */
    int letGo() throws InterruptedException {
        return interrupted.tryAcquire(2, 20, TimeUnit.SECONDS) ? 2 : interrupted.availablePermits();
    }

    /** The port, of which the two methods that hooks need are there. */
    ContainerRuntime runtime() {
        return (ContainerRuntime) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ContainerRuntime.class}, (self, method, arguments) -> {
                    if (method.getName().equals("container")) {
                        return container((String) arguments[0]);
                    }
                    if (method.getName().equals("exec") && arguments[1] instanceof Hook hook) {
                        @SuppressWarnings("unchecked") // the port's signature
                        Consumer<LogLine> sink = (Consumer<LogLine>) arguments[2];
                        return exec(hook, sink);
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }

    private Optional<ObservedContainer> container(String asked) {
        State state = new State(status, Health.NONE, 0, "", Optional.empty(), Optional.empty(), 0, "");
        return Optional.of(new ObservedContainer("id", name, "image", "sha", state, List.of(), List.of(), Map.of()))
                .filter(c -> c.name().equals(asked));
    }

    private int exec(Hook hook, Consumer<LogLine> sink) throws InterruptedException {
        hooks.add(hook);
        return answers.getOrDefault(hook.command().getFirst().reveal(), (h, s) -> 0)
                .run(hook, sink);
    }
}
