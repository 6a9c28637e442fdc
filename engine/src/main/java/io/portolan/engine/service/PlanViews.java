package io.portolan.engine.service;

import io.portolan.engine.execute.ActionName;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.PlanView.StepView;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.BindAddress;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.planner.Action;
import io.portolan.planner.Downtime;
import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans as people and programs read them, and the digest that tells two plans apart. */
final class PlanViews {
    private PlanViews() {}

    static PlanView of(String id, String stack, Plan plan) {
        return new PlanView(
                id, stack, plan.steps().stream().map(PlanViews::step).toList(), plan.diagnostics());
    }

    private static StepView step(Step step) {
        return new StepView(
                step.id(),
                ActionName.of(step.action()),
                step.action().target(),
                step.reason(),
                step.dependsOn(),
                step.interruption().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                step.downtime().stream()
                        .flatMapToInt(d -> d.seconds().stream())
                        .boxed()
                        .findFirst(),
                step.downtime().map(Downtime::toString).orElse(""),
                detail(step.action()));
    }

    private static String detail(Action action) {
        return switch (action) {
            case Action.CreateNetwork(var network) ->
                "subnet " + network.subnet() + (network.internal() ? ", internal" : "");
            case Action.RunContainer(var container) -> container(container);
            case Action.ConnectNetwork(var _, var attachment) -> attachment(attachment);
            case Action.DisconnectNetwork(var _, var network) -> "from " + network;
            case Action.AwaitContainer(var _, var condition) ->
                "until " + condition.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            case Action.StopContainer(var _, var grace, var _) -> "grace " + grace.toSeconds() + " s";
            case Action.SetAside(var _, var name) -> "as " + name;
            case Action.PublishRoutes(var config) ->
                config.routes().stream()
                        .map(r -> r.domain().url() + " → " + r.upstreams())
                        .collect(Collectors.joining("; "));
            case Action.WithdrawNames(var _, var attachments) ->
                "on " + attachments.stream().map(Attachment::network).collect(Collectors.joining(", "));
            case Action.ShiftRoutes(var _, var _, var containers) -> "→ " + containers;
            case Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.RemoveNetwork _,
                    Action.CreateVolume _,
                    Action.RemoveVolume _,
                    Action.PullImage _,
                    Action.StartContainer _,
                    Action.RemoveContainer _,
                    Action.AwaitUpstream _,
                    Action.DrainContainer _,
                    Action.AwaitProxy _,
                    Action.AwaitRoute _ -> "";
        };
    }

    private static String container(ContainerSpec container) {
        String networks = container.networking().attachments().stream()
                .map(PlanViews::attachment)
                .collect(Collectors.joining(", "));
        String ports = container.networking().published().stream()
                .map(p -> p.hostAddress() + ":"
                        + (p.hostPort().isPresent() ? p.hostPort().getAsInt() : "any") + "→" + p.container()
                        + openTo(p))
                .collect(Collectors.joining(", "));
        String place =
                networks.isEmpty() ? "in network mode " + container.networking().mode() : "on " + networks;
        return container.image().reference() + " " + place + (ports.isEmpty() ? "" : "; ports " + ports);
    }

    private static String openTo(PublishedPort port) {
        BindAddress bound = BindAddress.of(port.hostAddress());
        return bound.isWildcard() ? " (public)" : bound.isLoopback() ? " (host only)" : "";
    }

    private static String attachment(Attachment attachment) {
        return attachment.network()
                + (attachment.aliases().isEmpty() ? "" : " as " + String.join(", ", attachment.aliases()));
    }

    /** Equal for equal steps and reservations. Engine names hold fingerprints, so contents count too. */
    static String digest(Plan plan) {
        List<String> lines = plan.steps().stream()
                .map(s -> s.id() + "|" + s.action().target() + "|" + detail(s.action()) + "|" + s.interruption())
                .toList();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((String.join("\n", lines) + "\n" + plan.reservations()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
