package io.portolan.engine.rollout;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.Connection;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.HostMention;
import io.portolan.planner.Desired;
import io.portolan.planner.HostCalls;
import io.portolan.planner.HostCalls.Call;
import io.portolan.planner.HostCalls.Holder;
import io.portolan.planner.reach.WayOut;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the ports of the host that a stack's services call answer them, asked once a deploy has succeeded. Who holds a
 * port is seen from outside; that a firewall of the host drops what containers send to it is not, so each call is tried
 * from where it will be made. What it finds is told and fails nothing.
 */
public final class HostCallCheck {
    private static final Logger log = LoggerFactory.getLogger(HostCallCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ContainerRuntime runtime;
    private final Observer observer;
    private final DesiredState desiredState;

    public HostCallCheck(ContainerRuntime runtime, Observer observer, DesiredState desiredState) {
        this.runtime = runtime;
        this.observer = observer;
        this.desiredState = desiredState;
    }

    /** Of what was last seen. */
    List<Diagnostic> of(Desired.Stack stack) throws InterruptedException {
        Observed observed = observer.last().observed();
        List<Call> calls = HostCalls.toAnswer(desiredState.with(stack), stack.id(), observed, desiredState.facts());
        List<Diagnostic> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Connection>> tried =
                    calls.stream().map(c -> threads.submit(() -> connect(c))).toList();
            for (int i = 0; i < calls.size(); i++) {
                Call call = calls.get(i);
                found.add(said(call, tried.get(i).get(), observed)
                        .about("stack %s, service %s".formatted(stack.name(), call.service())));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a connection that is tried has a result", e.getCause());
        }
        return found;
    }

    private Connection connect(Call call) throws InterruptedException {
        try {
            return runtime.connectFrom(call.container(), HostMention.NAME, call.port(), PATIENCE);
        } catch (RuntimeFault fault) {
            log.debug("{} was not tried: {}", call, fault.getMessage());
            return Connection.NOT_TRIED;
        }
    }

    private static Diagnostic said(Call call, Connection result, Observed observed) {
        String what = "port %d of the host, held by %s,"
                .formatted(call.port(), call.holder().map(Holder::words).orElse("nobody"));
        return switch (result) {
            case TAKEN ->
                Diagnostic.info("host-gateway.answers", "%s answers service %s".formatted(what, call.service()));
            case REFUSED ->
                Diagnostic.warning(
                                "host-gateway.refused",
                                "%s refuses service %s: nothing listens there yet, or a firewall says so"
                                        .formatted(what, call.service()))
                        .suggest("see whether it runs and listens: portolan port ls");
            case NO_ANSWER ->
                Diagnostic.warning(
                                "host-gateway.no-answer",
                                "%s did not answer service %s within %d s: a firewall of the host drops what comes from containers"
                                        .formatted(what, call.service(), PATIENCE.toSeconds()))
                        .suggest(letIn(call, observed));
            case NO_WAY ->
                Diagnostic.warning(
                                "host-gateway.no-way",
                                "%s is not reached by service %s: a firewall of the host rejects what comes from containers, or its network leads nowhere"
                                        .formatted(what, call.service()))
                        .suggest(letIn(call, observed));
            case NOT_TRIED ->
                Diagnostic.info(
                        "host-gateway.not-tried",
                        "%s is called by service %s; whether it answers could not be tried from inside"
                                .formatted(what, call.service()));
        };
    }

    private static String letIn(Call call, Observed observed) {
        Optional<String> device = WayOut.of(observed, call.container()).map(WayOut::device);
        return "let it in: ufw allow in on %s to any port %d proto tcp (or the same with the firewall that is in use)"
                .formatted(device.orElse("BRIDGE"), call.port());
    }
}
