package io.portolan.cli.compose;

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

/** A Compose file and what a check found in it. */
record CheckedFile(Path file, int services, List<Diagnostic> diagnostics) {
    /** Stands for whatever domain the stack is given. */
    private static final Domain ANY = new Domain("http", "placeholder.localhost", "/");

    /** @param folder that {@code file} is relative to */
    static CheckedFile check(Path folder, Path file, Map<String, String> variables) {
        BundlePacker.Packed packed = BundlePacker.pack(folder.resolve(file), variables);
        List<Diagnostic> diagnostics = new ArrayList<>(packed.diagnostics());
        int services = 0;
        if (packed.bundle().isPresent()) {
            Bundle bundle = packed.bundle().get();
            ComposeResult result = ComposeLoader.load(bundle, ComposeOptions.of(filled(bundle, variables)));
            result.diagnostics().stream().filter(d -> !diagnostics.contains(d)).forEach(diagnostics::add);
            services = result.spec().map(s -> s.services().size()).orElse(0);
        }
        return new CheckedFile(file, services, Places.of(file).in(diagnostics));
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

    ObjectNode json() {
        ObjectNode node =
                Json.object().put("file", file.toString()).put("ok", ok()).put("services", services);
        node.set("diagnostics", DiagnosticJson.array(diagnostics));
        return node;
    }
}
