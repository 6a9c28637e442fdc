package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "deploy",
        description = {
            "Run an image as a stack of one service: plan, show the plan, apply it.",
            "Given again, it runs as it is said then."
        },
        footer = {
            "",
            "For example:",
            "  portolan app deploy --name shop --image shop:1.4 --domain http://shop.example.com --replicas 3"
        })
final class AppDeploy extends ApiCommand {
    @Mixin
    private final AppOptions options = new AppOptions();

    @Option(names = "--no-downtime", description = "Refuse the plan if any step of it interrupts a service.")
    private boolean noDowntime;

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Apply without asking; required where nobody can be asked and the plan interrupts or removes something.")
    private boolean yes;

    AppDeploy(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        PlanRequest request = options.request();
        Planning planning = new Planning(api, environment(), terminal().err());
        return new DeployDialog(context(), json(), yes, noDowntime)
                .run(
                        () -> planning.plan(request),
                        new Deployments(api, environment(), terminal().err()));
    }
}
