package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        description = {
            "Plan, show the plan, apply it. Returns when the routes answer, or says what failed.",
            "With --plan: apply just that plan, or refuse it where the world has moved since."
        },
        footer = {
            "",
            "For example:",
            "  portolan stack deploy -f compose.yaml --name blog --domain wordpress=http://blog.example.com",
            "  portolan stack deploy -f compose.yaml --name blog --env-file prod.env --set TAG=1.2 --yes",
            "  portolan stack deploy --plan 90d53cbd0a44c68e"
        })
final class StackDeploy extends ApiCommand {
    @Mixin
    private final PlanOptions options = new PlanOptions();

    @Option(names = "--plan", paramLabel = "ID", description = "Apply this plan, which \"stack plan\" showed.")
    private @Nullable String planId;

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Apply without asking; required where nobody can be asked and the plan interrupts or removes something.")
    private boolean yes;

    StackDeploy(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        if (planId != null) {
            return apply(api, planId);
        }
        PlanRequest request = PlanRequest.of(context(), options);
        DeployDialog dialog = new DeployDialog(context(), json(), yes, options.noDowntime());
        Planning planning = new Planning(api, environment(), terminal().err());
        return dialog.run(
                () -> planning.plan(request),
                new Deployments(api, environment(), terminal().err()));
    }

    private int apply(ApiClient api, String id) {
        if (options.describeAStack() || options.noDowntime()) {
            throw CommandFailure.wrongUse(
                    Diagnostic.error("", "--plan names a plan that is made already: no other option changes it")
                            .suggest("leave out --plan to plan anew"));
        }
        Deployments deployments = new Deployments(api, environment(), terminal().err());
        DeployProgress progress = DeployProgress.on(context(), json(), Map.of());
        return DeployResult.show(
                context(), json(), deployments.follow(deployments.start(id), progress), Optional.empty());
    }
}
