package io.portolan.api;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.service.StackRequest;
import io.portolan.engine.service.StackService;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DeploymentView.Progress;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.RevisionView;
import io.portolan.engine.view.StackSummary;
import io.portolan.engine.view.StackView;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Stacks that answer with samples and remember what they were asked. */
final class FakeStacks implements StackService {
    /** What a stream does with its sink. */
    interface Stream<T> {
        void run(Consumer<T> sink);
    }

    final FakeCalls calls;
    final List<StackRequest> requests = new ArrayList<>();
    final Map<String, Secret> generated = new LinkedHashMap<>();
    final Map<Domain, String> domains = new LinkedHashMap<>();
    List<StackSummary> summaries = List.of(Samples.summary("blog"));
    Stream<ServiceLine> logs = sink -> sink.accept(new ServiceLine("db", "blog--db-1", "stdout", "ready"));
    Stream<LogLine> output = sink -> sink.accept(new LogLine("stdout", "hello"));
    /** What planning waits for. */
    List<String> planning = List.of();

    Stream<Progress> events = sink -> {
        sink.accept(Samples.progress("plan", 0));
        sink.accept(Samples.progress("finished", 3));
    };

    FakeStacks(FakeCalls calls) {
        this.calls = calls;
    }

    @Override
    public PlanView plan(String environment, StackRequest request, Consumer<String> progress) {
        calls.add("plan " + environment + " " + request.name());
        planning.forEach(progress);
        requests.add(request);
        return Samples.plan(request.name(), request.diagnostics());
    }

    @Override
    public DeploymentView deploy(String environment, String planId) {
        calls.add("deploy " + environment + " " + planId);
        return Samples.deployment("d" + calls.count());
    }

    @Override
    public DeploymentView rollback(String environment, String name, Optional<Integer> revision) {
        calls.add("rollback " + name + " " + revision.map(String::valueOf).orElse("previous"));
        return Samples.deployment("d1");
    }

    @Override
    public DeploymentView deployment(String id) {
        calls.add("deployment " + id);
        return Samples.deployment(id);
    }

    @Override
    public void follow(String deploymentId, Consumer<Progress> sink) {
        calls.add("follow " + deploymentId);
        events.run(sink);
    }

    @Override
    public List<StackSummary> list(String environment) {
        calls.add("list " + environment);
        return summaries;
    }

    @Override
    public StackView show(String environment, String name) {
        calls.add("show " + environment + " " + name);
        return Samples.stack(name);
    }

    @Override
    public List<RevisionView> revisions(String environment, String name) {
        calls.add("revisions " + name);
        return List.of(Samples.revision(2), Samples.revision(1));
    }

    @Override
    public Map<String, Secret> generatedVariables(String environment, String name) {
        return generated;
    }

    @Override
    public Map<Domain, String> domains(String environment, String name) {
        return domains;
    }

    @Override
    public void stop(String environment, String name) {
        calls.add("stop " + name);
    }

    @Override
    public void start(String environment, String name) {
        calls.add("start " + name);
    }

    @Override
    public void restart(String environment, String name) {
        calls.add("restart " + name);
    }

    @Override
    public StackView join(String environment, String name, List<String> services) {
        calls.add("join " + name + " " + services);
        return Samples.stack(name);
    }

    @Override
    public StackView leave(String environment, String name, List<String> services) {
        calls.add("leave " + name + " " + services);
        return Samples.stack(name);
    }

    @Override
    public void remove(String environment, String name, boolean volumes) {
        calls.add("remove " + name + (volumes ? " with volumes" : ""));
    }

    @Override
    public void logs(
            String environment,
            String name,
            Optional<String> service,
            int tail,
            boolean follow,
            Consumer<ServiceLine> sink) {
        calls.add("logs " + name + " " + service.orElse("*") + " " + tail + " " + follow);
        logs.run(sink);
    }

    @Override
    public int exec(String environment, String name, String service, List<String> command, Consumer<LogLine> sink) {
        calls.add("exec " + name + " " + service + " " + command);
        output.run(sink);
        return 7;
    }
}
