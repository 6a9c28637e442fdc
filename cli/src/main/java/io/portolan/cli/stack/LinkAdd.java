package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = {
            "Link a service to one of another stack. Plans, shows the plan, applies it: the two get a network of their",
            "own, and the consumer is replaced by one that finds in its environment what to connect to."
        },
        footer = {
            "",
            "For example:",
            "  portolan link add shop:web base:postgres --as DATABASE",
            "gives web the variables DATABASE_URL, DATABASE_HOST, DATABASE_PORT, DATABASE_USER, DATABASE_PASSWORD and",
            "DATABASE_NAME; those that its file gives itself stay."
        })
final class LinkAdd extends ApiCommand {
    @Parameters(
            index = "0",
            paramLabel = "CONSUMER",
            converter = ServiceName.Converter.class,
            description = "STACK:SERVICE that connects; STACK where it has one service.")
    private ServiceName consumer = new ServiceName("", Optional.empty());

    @Parameters(
            index = "1",
            paramLabel = "PROVIDER",
            converter = ServiceName.Converter.class,
            description = "STACK:SERVICE that is connected to; STACK where it has one service.")
    private ServiceName provider = new ServiceName("", Optional.empty());

    @Option(
            names = "--container-port",
            paramLabel = "P",
            description = "The provider's port, where it is no known database.")
    private @Nullable Integer containerPort;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "What the names of the variables begin with (default: the provider's service in capitals).")
    private @Nullable String prefix;

    @Option(names = "--no-downtime", description = "Refuse the plan if any step of it interrupts a service.")
    private boolean noDowntime;

    @Option(
            names = {"-y", "--yes"},
            description =
                    "Apply without asking; required where nobody can be asked and the plan interrupts or removes something.")
    private boolean yes;

    LinkAdd(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        RequestedLink link = new RequestedLink(
                consumer.service(), provider, Optional.ofNullable(containerPort), Optional.ofNullable(prefix));
        DeployDialog dialog = new DeployDialog(context(), json(), yes, noDowntime);
        return dialog.run(
                () -> Plan.read(
                        api.post(environment().slash("stacks", consumer.stack(), "links", "plans"), link.json())),
                new Deployments(api, environment(), terminal().err()));
    }
}
