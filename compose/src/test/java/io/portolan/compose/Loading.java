package io.portolan.compose;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short ways to load a text in a test. */
final class Loading {
    private Loading() {}

    static Bundle bundle(String yaml) {
        return Bundle.of("compose.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    static Bundle bundle(String yaml, Map<String, String> files) {
        TreeMap<String, Bundle.File> all = new TreeMap<>(bundle(yaml).files());
        files.forEach((path, text) -> all.put(path, new Bundle.File(text.getBytes(StandardCharsets.UTF_8), 0644)));
        return new Bundle(List.of("compose.yaml"), all);
    }

    /** Without the warning of images that have no version: those of tests have none, to be short. */
    static ComposeResult load(String yaml) {
        ComposeResult result = ComposeLoader.load(bundle(yaml), ComposeOptions.none());
        return new ComposeResult(
                result.spec(),
                result.diagnostics().stream()
                        .filter(d -> !d.code().equals("compose.latest-image"))
                        .toList(),
                result.needs(),
                result.effectiveBundle());
    }

    /** A file of one service "web" with an image and the given keys, which are indented here. */
    static String web(String keys) {
        return "services:\n  web:\n    image: nginx:1\n" + keys.indent(4);
    }

    static ServiceSpec service(String keys) {
        return stack(web(keys)).services().getFirst();
    }

    static StackSpec stack(String yaml) {
        ComposeResult result = load(yaml);
        return result.spec()
                .orElseThrow(() -> new AssertionError(result.diagnostics().toString()));
    }

    static List<String> codes(String yaml) {
        return load(yaml).diagnostics().stream().map(Diagnostic::code).toList();
    }

    static Diagnostic only(String yaml) {
        List<Diagnostic> all = load(yaml).diagnostics();
        if (all.size() != 1) {
            throw new AssertionError("one diagnostic is expected: " + all);
        }
        return all.getFirst();
    }
}
