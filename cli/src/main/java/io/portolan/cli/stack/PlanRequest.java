package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.Named;
import io.portolan.cli.compose.Places;
import io.portolan.cli.compose.StackFiles;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The document that asks for a plan: the files, and what else was said about the stack.
 *
 * @param places where the files are, for the diagnostics that come back
 * @param warnings from packing them
 */
record PlanRequest(String stack, ObjectNode body, Places places, List<Diagnostic> warnings) {
    static PlanRequest of(CliContext context, PlanOptions options) {
        String stack = Named.stack(options.name()
                .orElseThrow(() -> CommandFailure.wrongUse(
                        Diagnostic.error("", "the stack has no name").suggest("add --name N"))));
        if (options.files().isEmpty()) {
            throw CommandFailure.wrongUse(
                    Diagnostic.error("", "there is no Compose file").suggest("add -f FILE"));
        }
        StackFiles files = new StackFiles(context);
        Map<String, String> variables = files.variables(options.envFiles(), options.variables());
        ObjectNode body = Json.object();
        options.destination().ifPresent(d -> body.put("destination", Named.destination(d)));
        StackFiles.Packed packed = files.bundle(options.files(), variables);
        put(body, packed.bundle());
        variables.forEach(body.putObject("variables")::put);
        ArrayNode domains = body.putArray("domains");
        options.domains().forEach(d -> domains.add(d.json()));
        if (!options.joining().isEmpty()) {
            options.joining().forEach(body.putArray("joinDestination")::add);
        }
        if (!options.links().isEmpty()) {
            ArrayNode links = body.putArray("links");
            options.links().forEach(l -> links.add(l.json()));
        }
        options.profiles().forEach(body.putArray("profiles")::add);
        options.networks().forEach(body.putObject("networks")::put);
        return new PlanRequest(stack, body, Places.of(options.files().getFirst()), packed.warnings());
    }

    private static void put(ObjectNode body, Bundle bundle) {
        ArrayNode files = body.putArray("files");
        bundle.files().forEach((path, file) -> files.addObject()
                .put("path", path)
                .put("content", Base64.getEncoder().encodeToString(file.content()))
                .put("mode", file.mode()));
        ArrayNode composeFiles = body.putArray("composeFiles");
        bundle.composeFiles().forEach(composeFiles::add);
    }
}
