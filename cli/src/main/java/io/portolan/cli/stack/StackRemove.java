package io.portolan.cli.stack;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.terminal.Style;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rm",
        description = {
            "Remove a stack: its domains, containers and networks. Volumes stay.",
            "A deploy of the same name finds its volumes again, but has to be given its domains anew."
        })
final class StackRemove extends StackCommand {
    @Option(names = "--volumes", description = "Remove its volumes too, with all that is in them.")
    private boolean volumes;

    StackRemove(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        List<String> kept = volumes || json() ? List.of() : volumes(api);
        api.delete(stack().with("volumes", volumes));
        return done("stack rm", name(), name() + " is removed" + (volumes ? " with its volumes" : staying(kept)));
    }

    private List<String> volumes(ApiClient api) {
        return Json.list(api.get(stack()), "volumes").stream()
                .filter(v -> v.path("exists").asBoolean())
                .map(v -> Json.text(v, "name"))
                .toList();
    }

    private String staying(List<String> kept) {
        return kept.isEmpty()
                ? ""
                : Style.printable("; its data stays in " + String.join(", ", kept)
                        + "\n  a deploy of the same name uses it again; to remove it: portolan stack rm " + name()
                        + " --volumes");
    }
}
