package io.portolan.testkit;

import io.portolan.model.Diagnostic;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.planner.Action;
import io.portolan.planner.Breakage;
import io.portolan.planner.Plan;
import io.portolan.planner.Step;
import io.portolan.planner.Step.Interruption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan as a page that a person can review. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        return of(plan, Map.of());
    }

    /** @param breaks by the id of a step */
    static String of(Plan plan, Map<String, String> breaks) {
        StringBuilder page = new StringBuilder();
        for (Diagnostic d : plan.diagnostics()) {
            page.append(d.severity().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(d.code())
                    .append(": ")
                    .append(d.message());
            if (d.suggestion() != null) {
                page.append(" -> ").append(d.suggestion());
            }
            page.append('\n');
        }
        if (plan.isEmpty()) {
            page.append("no steps\n");
        }
        plan.steps().forEach(s -> step(page, s, breaks.getOrDefault(s.id(), "")));
        return page.toString();
    }

    private static void step(StringBuilder page, Step step, String breaks) {
        page.append(step.id());
        if (step.interruption() != Interruption.NONE) {
            page.append("  !").append(step.interruption().name());
        }
        step.downtime().ifPresent(d -> page.append(" ").append(d));
        page.append("\n    ").append(step.reason()).append('\n');
        if (!breaks.isEmpty() && !breaks.equals(Breakage.NOTHING)) {
            page.append("    until then: ").append(breaks).append('\n');
        }
        String details = details(step.action());
        if (!details.isEmpty()) {
            page.append(details);
        }
        if (!step.dependsOn().isEmpty()) {
            page.append("    after ")
                    .append(String.join(", ", step.dependsOn()))
                    .append('\n');
        }
    }

    private static String hooks(String when, List<Hook> hooks) {
        return hooks.stream()
                .map(h -> "    %s runs %s inside\n"
                        .formatted(when, h.command().getFirst().reveal()))
                .collect(Collectors.joining());
    }

    private static String container(ContainerSpec c) {
        String mode = c.networking().mode().isEmpty()
                ? ""
                : "    in network of " + c.networking().mode() + "\n";
        return mode
                + c.networking().attachments().stream()
                        .map(a -> "    on " + attachment(a) + "\n")
                        .collect(Collectors.joining())
                + c.networking().published().stream()
                        .filter(p -> !p.hostAddress().equals("0.0.0.0"))
                        .map(p -> "    at %s, port %d\n"
                                .formatted(p.hostAddress(), p.hostPort().orElse(0)))
                        .collect(Collectors.joining())
                + c.networking().extraHosts().stream()
                        .map(h -> "    knows " + h + "\n")
                        .collect(Collectors.joining())
                + c.runtime().sysctls().entrySet().stream()
                        .map(s -> "    with " + s + "\n")
                        .sorted()
                        .collect(Collectors.joining())
                + c.runtime().host().sharing().volumesFrom().stream()
                        .map(v -> "    with volumes of " + v + "\n")
                        .collect(Collectors.joining())
                + hooks("then", c.lifecycle().hooks().postStart());
    }

    private static String route(Route route) {
        String at = route.entries().size() > 1 ? " at both entries" : "";
        String to =
                switch (route.target()) {
                    case Target.Service service ->
                        service.upstreams().stream().map(Object::toString).collect(Collectors.joining(" "));
                    case Target.Redirect r ->
                        "redirect to " + r.scheme() + "://" + r.host().orElse("the same host")
                                + (r.port().isPresent() ? ":" + r.port().getAsInt() : "")
                                + r.path().orElse("");
                };
        return "    " + route.domain() + at + " -> " + to + (route.middlewares().stripPrefix() ? " stripped" : "")
                + "\n";
    }

    private static String details(Action action) {
        return switch (action) {
            case Action.RunContainer(ContainerSpec c) -> container(c);
            case Action.ConnectNetwork(String _, Attachment a) -> "    on " + attachment(a) + "\n";
            case Action.SetAside a -> "    as " + a.name() + "\n";
            case Action.CreateNetwork(NetworkSpec n) -> ranges(n);
            case Action.PublishRoutes(var config) ->
                config.routes().stream().map(PlanText::route).collect(Collectors.joining())
                        + config.trustedPeers().stream()
                                .map(p -> "    trusting " + p + "\n")
                                .collect(Collectors.joining());
            case Action.WithdrawNames(String _, var attachments) ->
                attachments.stream()
                        .map(a ->
                                "    on " + a.network() + " at " + a.endpoint().ipv4() + "\n")
                        .collect(Collectors.joining());
            case Action.ShiftRoutes a -> "    to " + String.join(" ", a.containers()) + "\n";
            case Action.StartContainer a -> hooks("then", a.then());
            case Action.StopContainer a -> hooks("first", a.before());
            case Action.AwaitContainer(String _, var condition) -> "    until " + condition + "\n";
            case Action.RemoveNetwork _,
                    Action.CreateVolume _,
                    Action.RemoveVolume _,
                    Action.PullImage _,
                    Action.WriteFiles _,
                    Action.WriteGrants _,
                    Action.DisconnectNetwork _,
                    Action.RemoveContainer _,
                    Action.AwaitUpstream _,
                    Action.DrainContainer _,
                    Action.AwaitProxy _,
                    Action.AwaitRoute _ -> "";
        };
    }

    private static String ranges(NetworkSpec network) {
        return network.options().ipam().pools().stream()
                .filter(p -> !p.range().isEmpty())
                .map(p -> "    hands out %s of %s, gateway %s\n".formatted(p.range(), p.subnet(), p.gateway()))
                .collect(Collectors.joining());
    }

    private static String attachment(Attachment a) {
        return a.network() + (a.aliases().isEmpty() ? "" : " as " + String.join(", ", a.aliases()));
    }
}
