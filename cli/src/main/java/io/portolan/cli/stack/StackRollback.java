package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rollback", description = "Deploy an earlier revision again.")
final class StackRollback extends StackCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "Its number (default: the one before the active).")
    private @Nullable Integer revision;

    StackRollback(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        ObjectNode body = Json.object();
        if (revision != null) {
            body.put("revision", revision);
        }
        Deployments deployments = new Deployments(api, environment());
        DeployProgress progress = DeployProgress.on(context(), json(), Map.of());
        return DeployResult.show(
                context(),
                json(),
                deployments.follow(api.post(stack().slash("rollback"), body), progress),
                Optional.empty());
    }
}
