package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Scenario folders: {@code compose.yaml} in, {@code expected.json} out. {@code -Dportolan.rewrite} writes the latter. */
class ComposeConfigTest {
    private static final Path SCENARIOS = Path.of("src", "test", "resources", "scenarios");

    @TestFactory
    Stream<DynamicTest> printsTheCanonicalForm() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(SCENARIOS)) {
            folders = all.sorted().toList();
        }
        assertThat(folders).isNotEmpty();
        return folders.stream().map(f -> DynamicTest.dynamicTest(String.valueOf(f.getFileName()), () -> check(f)));
    }

    private static void check(Path folder) throws IOException {
        var packed = BundlePacker.pack(folder.resolve("compose.yaml"), Map.of());
        ComposeResult result = ComposeLoader.load(packed.bundle().orElseThrow(), ComposeOptions.none());
        Map<String, @Nullable Object> document = new TreeMap<>();
        document.put(
                "diagnostics",
                result.diagnostics().stream().map(ComposeConfigTest::line).toList());
        if (result.spec().isPresent()) {
            Bundle bundle = packed.bundle().orElseThrow();
            ComposeOptions options = ComposeConfig.named(bundle, ComposeOptions.none(), "demo");
            document.put("config", ComposeConfig.of(bundle, options, "/srv/demo"));
        }
        String actual = json(document, "") + "\n";
        Path expected = folder.resolve("expected.json");
        if (System.getProperty("portolan.rewrite") != null) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    private static String line(Diagnostic d) {
        return d.severity() + " " + d.code() + " " + d.position() + " " + d.message();
    }

    @Test
    void namesTheProjectAfterTheFileOrItsFolder() {
        assertThat(ComposeConfig.project(Loading.bundle("name: my_app"), ComposeOptions.none(), "x"))
                .isEqualTo("my_app");
        assertThat(ComposeConfig.project(Loading.bundle("services: {}"), ComposeOptions.none(), "_My App.v2"))
                .isEqualTo("myappv2");
    }

    private static String json(@Nullable Object value, String indent) {
        String inner = indent + "  ";
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.isEmpty()
                        ? "{}"
                        : String.join(
                                        ",\n",
                                        new TreeMap<Object, @Nullable Object>(map)
                                                .entrySet().stream()
                                                        .map(e -> inner + text(e.getKey()) + ": "
                                                                + json(e.getValue(), inner))
                                                        .toList())
                                .transform(body -> "{\n" + body + "\n" + indent + "}");
            case List<?> list ->
                list.isEmpty()
                        ? "[]"
                        : String.join(
                                        ",\n",
                                        list.stream()
                                                .map(v -> inner + json(v, inner))
                                                .toList())
                                .transform(body -> "[\n" + body + "\n" + indent + "]");
            case String text -> text(text);
            default -> String.valueOf(value);
        };
    }

    private static String text(Object value) {
        return '"'
                + String.valueOf(value)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                + '"';
    }
}
