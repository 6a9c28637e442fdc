package io.portolan.engine.service;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DeploymentView.Progress;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.RevisionView;
import io.portolan.engine.view.StackSummary;
import io.portolan.engine.view.StackView;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stacks: planned, deployed, looked at, stopped, removed. {@code environment} is an environment's id. Every method
 * throws {@link Refused} for what cannot be done.
 */
public interface StackService {
    /** Plans and remembers the plan, so that {@link #deploy} can apply it by its id. Changes nothing. */
    default PlanView plan(String environment, StackRequest request) {
        return plan(environment, request, _ -> {});
    }

    /** @param progress told of what takes long, such as an image that has to be pulled before there can be a plan */
    PlanView plan(String environment, StackRequest request, Consumer<String> progress);

    /**
     * Applies a plan that was shown. If the world moved so that it would come out differently today, it is refused with
     * {@link Refused.Kind#CONFLICT} and diagnostic {@code plan.stale}. The deploy goes on when the caller leaves.
     */
    DeploymentView deploy(String environment, String planId);

    /** Deploys an earlier revision again; the one before the active if {@code revision} is empty. */
    DeploymentView rollback(String environment, String name, Optional<Integer> revision);

    DeploymentView deployment(String id);

    /** Hands all events of a deploy to {@code sink}, from the first; returns when it has finished. */
    void follow(String deploymentId, Consumer<Progress> sink);

    List<StackSummary> list(String environment);

    StackView show(String environment, String name);

    List<RevisionView> revisions(String environment, String name);

    /** The generated variables a stack of that name has (or had, if its volumes were kept). */
    Map<String, Secret> generatedVariables(String environment, String name);

    /** Domains of the stack by service, live or wanted; empty for a new stack. */
    Map<Domain, String> domains(String environment, String name);

    void stop(String environment, String name);

    void start(String environment, String name);

    void restart(String environment, String name);

    /**
     * Connects services to the network of the stack's destination, live: no container is replaced.
     *
     * @param services names, or {@code all} for every one, also those of later deploys
     */
    StackView join(String environment, String name, List<String> services);

    /** Takes services off the network of the stack's destination, unless a domain leads to them. */
    StackView leave(String environment, String name, List<String> services);

    void remove(String environment, String name, boolean volumes);

    /**
     * Logs of all services or one; lines are prefixed by their service.
     *
     * @param tail last lines of each container; negative for all
     */
    void logs(
            String environment,
            String name,
            Optional<String> service,
            int tail,
            boolean follow,
            Consumer<ServiceLine> sink);

    /** Runs a command in the service's first running container; its exit code. */
    int exec(String environment, String name, String service, List<String> command, Consumer<LogLine> sink);

    record ServiceLine(String service, String container, String stream, String text) {}
}
