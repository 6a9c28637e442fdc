package io.portolan.cli.compose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.DiagnosticJson;
import io.portolan.cli.client.Json;
import io.portolan.compose.BundlePacker;
import io.portolan.compose.ComposeLoader;
import io.portolan.compose.ComposeOptions;
import io.portolan.compose.ComposeResult;
import io.portolan.compose.MagicVariables;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A Compose file, or several that are merged, and what a check found in them.
 *
 * @param needs the variables that a deploy needs values of
 */
record CheckedFile(List<Path> files, int services, List<String> needs, List<Diagnostic> diagnostics) {
    /** Stands for whatever domain the stack is given. */
    private static final Domain ANY = new Domain("http", "placeholder.localhost", "/");

    /** @param folder that {@code files} are relative to */
    static CheckedFile check(Path folder, List<Path> files, Map<String, String> variables, Set<String> profiles) {
        BundlePacker.Packed packed =
                BundlePacker.pack(files.stream().map(folder::resolve).toList(), variables);
        List<Diagnostic> diagnostics = new ArrayList<>(packed.diagnostics());
        int services = 0;
        List<String> needs = List.of();
        if (packed.bundle().isPresent()) {
            Bundle bundle = packed.bundle().get();
            ComposeResult result =
                    ComposeLoader.load(bundle, new ComposeOptions(filled(bundle, variables), profiles).forCheck());
            result.diagnostics().stream().filter(d -> !diagnostics.contains(d)).forEach(diagnostics::add);
            needs = result.needs();
            services = result.spec().map(s -> s.services().size()).orElse(0);
        }
        return new CheckedFile(
                files, services, needs, Places.of(files.getFirst()).in(diagnostics));
    }

    /** Variables that the platform fills at a deploy get placeholders of their kind, the same ones each time. */
    private static Map<String, String> filled(Bundle bundle, Map<String, String> variables) {
        Map<String, String> all =
                new LinkedHashMap<>(MagicVariables.fill(bundle, variables, Map.of("any", ANY), new Random(0)));
        all.putAll(variables);
        return all;
    }

    boolean ok() {
        return !Diagnostic.anyError(diagnostics);
    }

    /** All of its files, in order. */
    String name() {
        return files.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    ObjectNode json() {
        ObjectNode node = Json.object().put("file", name()).put("ok", ok()).put("services", services);
        ArrayNode needed = node.putArray("needs");
        needs.forEach(needed::add);
        node.set("diagnostics", DiagnosticJson.array(diagnostics));
        return node;
    }
}
