package io.portolan.compose;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** A folder of files in a test: {@code of("compose.yaml", "…", "sub/base.yaml", "…")}. */
record Folders(TreeMap<String, Bundle.File> files) {
    static Folders of(String... pathsAndTexts) {
        TreeMap<String, Bundle.File> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], new Bundle.File(pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8), 0644));
        }
        return new Folders(files);
    }

    Bundle bundle(String... composeFiles) {
        return new Bundle(List.of(composeFiles), files);
    }

    ComposeResult load(String... composeFiles) {
        return ComposeLoader.load(bundle(composeFiles), ComposeOptions.none());
    }

    ComposeResult load(Set<String> profiles, String... composeFiles) {
        return ComposeLoader.load(bundle(composeFiles), new ComposeOptions(java.util.Map.of(), profiles));
    }

    ServiceSpec service(String name, String... composeFiles) {
        ComposeResult result = load(composeFiles);
        return result.spec()
                .flatMap(s -> s.service(name))
                .orElseThrow(() -> new AssertionError(result.diagnostics().toString()));
    }

    /** {@code code position message} of each error. */
    List<String> errors(String... composeFiles) {
        List<String> lines = new ArrayList<>();
        for (Diagnostic d : load(composeFiles).diagnostics()) {
            if (d.isError()) {
                lines.add(d.code() + " " + d.position() + " " + d.message());
            }
        }
        return lines;
    }
}
