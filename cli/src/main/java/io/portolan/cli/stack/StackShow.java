package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;

@Command(name = "show", description = "Show a stack as its containers are now.")
final class StackShow extends StackCommand {
    StackShow(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        JsonNode stack = api.get(stack());
        return show(stack, () -> new StackReport(terminal(), context().clock().instant()).print(stack));
    }
}
