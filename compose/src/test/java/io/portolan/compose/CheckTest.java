package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.compose.yaml.YamlReader;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check of files says before anybody gives values for them. */
class CheckTest {
    private static final Path CANONICAL = Path.of("src/test/resources/canonical");
    private static final ComposeOptions ANY_PROFILE = new ComposeOptions(Map.of(), Set.of("*")).forCheck();

    @Test
    void aVariableThatMustHaveAValueIsANeedAndNoError() {
        ComposeResult result =
                check(Loading.web("environment:\n  A: ${ONE:?say it}\n  B: ${TWO?}\n  C: ${ONE:?}\n  D: ${THREE}"));

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(result.needs()).containsExactly("ONE", "TWO");
        assertThat(result.spec().orElseThrow().services()).hasSize(1);
    }

    @Test
    void aDeployIsToldAllOfThemAtOnceAndHowToGiveThem() {
        ComposeResult result = ComposeLoader.load(
                Loading.bundle(Loading.web("environment:\n  A: ${ONE:?say it}\n  B: ${TWO?}\n  C: ${ONE:?}")),
                ComposeOptions.none());

        assertThat(result.spec()).isEmpty();
        assertThat(result.needs()).isEmpty();
        assertThat(result.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "services.web.environment.A: the variable \"ONE\" is required and not set: say it",
                        "services.web.environment.B: the variable \"TWO\" is required and not set",
                        "2 variables need a value: ONE, TWO");
        assertThat(result.diagnostics().getLast().suggestion())
                .isEqualTo("give each with --set NAME=VALUE, or all of them in .env or in a file for --env-file");
    }

    @Test
    void aDeployIsToldOfThoseThatMustNotBeEmptyToo() {
        ComposeResult result =
                ComposeLoader.load(Loading.bundle(Loading.web("volumes: ['${MEDIA}:/media']")), ComposeOptions.none());

        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("compose.unset-variable", "compose.invalid-volume", "compose.required-variables");
        assertThat(result.diagnostics().getLast().message()).isEqualTo("a variable needs a value: MEDIA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mem_limit: ${NEEDED:?}",
                "mem_limit: ${NEEDED}",
                "ports: ['${NEEDED:?}:80/${NEEDED}']",
                "ports: [{target: '${NEEDED:?}'}]",
                "volumes: ['${NEEDED}:/media']",
                "volumes: [{type: bind, source: '${NEEDED:?}', target: /x}]",
                "volumes: ['${NEEDED:?}:/a', '${NEEDED:?}:/b']",
                "network_mode: ${NEEDED:?}",
                "depends_on: ['${NEEDED:?}']",
                "depends_on: {db: {condition: '${NEEDED:?}'}}",
                "healthcheck: {test: [CMD, 'true'], interval: '${NEEDED:?}', retries: '${NEEDED:?}'}",
                "image: ${NEEDED:?}",
                "env_file: ${NEEDED:?}/app.env",
            })
    void nothingIsToldOfAValueThatIsNotKnownYet(String keys) {
        String yaml = keys.startsWith("image")
                ? "services: {web: {" + keys.replace("${NEEDED:?}", "'${NEEDED:?}'") + "}}"
                : Loading.web(keys) + "  db: {image: 'postgres:17'}";
        ComposeResult result = check(yaml);

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(result.needs()).containsExactly("NEEDED");
        assertThat(result.spec().orElseThrow().services()).isNotEmpty();
    }

    @Test
    void whatIsWrongBesideItIsToldAllTheSame() {
        ComposeResult result = check(Loading.web("mem_limit: ${NEEDED:?}\nmem_reservation: much"));

        assertThat(result.diagnostics())
                .filteredOn(Diagnostic::isError)
                .singleElement()
                .satisfies(d -> assertThat(d.message()).contains("mem_reservation"));
    }

    @Test
    void envFilesNeedValuesToo() {
        Bundle bundle = Loading.bundle(Loading.web("env_file: app.env"), Map.of("app.env", "A=1\nB=${NEEDED:?}\n"));

        ComposeResult result = ComposeLoader.load(bundle, ComposeOptions.none().forCheck());

        assertThat(result.diagnostics()).noneMatch(Diagnostic::isError);
        assertThat(result.needs()).containsExactly("NEEDED");
    }

    static List<String> folders() throws IOException {
        try (Stream<Path> all = Files.list(CANONICAL)) {
            return all.filter(f -> Files.exists(f.resolve("compose.yaml")))
                    .map(f -> f.getFileName().toString())
                    // Those whose files change what others say.
                    .filter(f -> !f.matches("merge.*|reset|extends|include|profiles.*"))
                    // And those of which no stack can be made as they are.
                    .filter(f -> !Diagnostic.anyError(
                            ComposeLoader.load(packed(f), ANY_PROFILE).diagnostics()))
                    .sorted()
                    .toList();
        }
    }

    private static Bundle packed(String folder) {
        return BundlePacker.pack(CANONICAL.resolve(folder).resolve("compose.yaml"), Map.of())
                .bundle()
                .orElseThrow();
    }

    /** Every value of good files in turn: whatever stands for it, it cannot be what is wrong. */
    @ParameterizedTest
    @MethodSource("folders")
    void aFileStaysGoodWithAnyOneOfItsValuesMissing(String name) throws IOException {
        Bundle bundle = packed(name);
        Mapping root = new YamlReader("compose.yaml", new Findings())
                .read(bundle.file("compose.yaml").orElseThrow().content())
                .orElseThrow();
        int values = count(root);
        for (int i = 0; i < values; i++) {
            String yaml = new Writer(i).text(root);
            TreeMap<String, Bundle.File> files = new TreeMap<>(bundle.files());
            files.put("compose.yaml", new Bundle.File(yaml.getBytes(StandardCharsets.UTF_8), 0644));
            ComposeResult result = ComposeLoader.load(new Bundle(bundle.composeFiles(), files), ANY_PROFILE);
            assertThat(result.diagnostics())
                    .as("%s, value %d: %s", name, i, yaml)
                    .noneMatch(Diagnostic::isError);
        }
    }

    private static ComposeResult check(String yaml) {
        return ComposeLoader.load(Loading.bundle(yaml), ComposeOptions.none().forCheck());
    }

    private static int count(Node node) {
        return switch (node) {
            case Scalar s -> s.isNull() ? 0 : 1;
            case Mapping m ->
                m.entries().stream().mapToInt(e -> count(e.value())).sum();
            case Sequence s -> s.items().stream().mapToInt(CheckTest::count).sum();
        };
    }

    /** A tree as text, with a variable in the place of one value. */
    private static final class Writer {
        private int left;

        Writer(int replaced) {
            this.left = replaced;
        }

        String text(Node node) {
            return switch (node) {
                case Scalar s when s.isNull() -> "null";
                case Scalar _ when isReplaced() -> quoted("${NEEDED:?}");
                case Scalar s when s.type() == Scalar.Type.STRING -> quoted(s.text());
                case Scalar s -> s.text();
                case Mapping m ->
                    m.entries().stream()
                            .map(e -> quoted(e.name()) + ": " + text(e.value()))
                            .collect(Collectors.joining(", ", "{", "}"));
                case Sequence s -> s.items().stream().map(this::text).collect(Collectors.joining(", ", "[", "]"));
            };
        }

        private boolean isReplaced() {
            left--;
            return left == -1;
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
        }
    }
}
