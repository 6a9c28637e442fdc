package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.compose.yaml.YamlReader;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Folders of Compose files, and what the official program prints for them: {@code expected.json}, by the version that
 * {@code version.txt} names, for files in {@code /srv/demo}. {@code options.txt} holds the command line, if any.
 */
class CanonicalFormTest {
    private static final Path FOLDERS = Path.of("src", "test", "resources", "canonical");

    @TestFactory
    Stream<DynamicTest> printsWhatTheOfficialProgramPrints() throws IOException {
        List<Path> folders;
        try (Stream<Path> all = Files.list(FOLDERS)) {
            folders = all.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(folders).isNotEmpty();
        return folders.stream().map(f -> DynamicTest.dynamicTest(String.valueOf(f.getFileName()), () -> check(f)));
    }

    private static void check(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        Set<String> profiles = new TreeSet<>();
        Map<String, String> variables = new LinkedHashMap<>();
        Path options = folder.resolve("options.txt");
        for (String line : Files.exists(options) ? Files.readAllLines(options) : List.<String>of()) {
            String[] option = line.split(" ", 2);
            switch (option[0]) {
                case "-f" -> files.add(folder.resolve(option[1]));
                case "--profile" -> profiles.add(option[1]);
                case "--env-file" -> {
                    byte[] content = Files.readAllBytes(folder.resolve(option[1]));
                    variables.putAll(
                            EnvFiles.read(option[1], content, variables).values());
                    variables.put("COMPOSE_DISABLE_ENV_FILE", "true");
                }
                default -> throw new IllegalStateException("an option that is not known: " + line);
            }
        }
        if (files.isEmpty()) {
            files.add(folder.resolve("compose.yaml"));
        }
        Bundle bundle = BundlePacker.pack(files, variables).bundle().orElseThrow();
        ComposeOptions named = ComposeConfig.named(bundle, new ComposeOptions(variables, profiles), "demo");
        Object expected = plain(new YamlReader("expected.json", new Findings())
                .read(Files.readAllBytes(folder.resolve("expected.json")))
                .orElseThrow());
        assertThat(lines(ComposeConfig.of(bundle, named, "/srv/demo"))).containsExactlyElementsOf(lines(expected));
    }

    /** One line for each value, so that a difference shows as what it is. */
    private static List<String> lines(@Nullable Object value) {
        List<String> lines = new ArrayList<>();
        lines("", value, lines);
        return lines;
    }

    private static void lines(String path, @Nullable Object value, List<String> lines) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() ->
                new TreeMap<Object, @Nullable Object>(map).forEach((key, one) -> lines(path + "." + key, one, lines));
            case List<?> list
            when !list.isEmpty() -> {
                for (int i = 0; i < list.size(); i++) {
                    lines(path + "[" + i + "]", list.get(i), lines);
                }
            }
            case Number number ->
                lines.add(path + " = "
                        + new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
            case String text -> lines.add(path + " = \"" + text + '"');
            case null, default -> lines.add(path + " = " + value);
        }
    }

    private static @Nullable Object plain(Node node) {
        return switch (node) {
            case Mapping mapping -> {
                Map<String, @Nullable Object> map = new TreeMap<>();
                mapping.entries().forEach(e -> map.put(e.name(), plain(e.value())));
                yield map;
            }
            case Sequence list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.items().forEach(i -> items.add(plain(i)));
                yield items;
            }
            case Scalar scalar ->
                switch (scalar.type()) {
                    case NULL -> null;
                    case BOOLEAN -> Boolean.valueOf(scalar.text());
                    case INTEGER, FLOAT -> new BigDecimal(scalar.text());
                    case STRING -> scalar.text();
                };
        };
    }
}
