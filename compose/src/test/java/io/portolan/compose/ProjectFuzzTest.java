package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Several files that include, extend and override each other in every way, sensible or not: a load ends with a stack or
 * with diagnostics, soon, and in little memory.
 */
class ProjectFuzzTest {
    private static final long SEED = 20260203;
    private static final int PROJECTS = 600;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final List<String> FILES = List.of("a.yaml", "b.yaml", "sub/c.yaml", "sub/deep/d.yaml", "../e.yaml");
    private static final List<String> NAMES = List.of("web", "db", "job", "x-y", "");
    private static final List<String> TAGS = List.of("", "", "", "", "!reset ", "!override ", "!rest ");
    private static final List<String> KEYS = List.of(
            "image",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "label_file",
            "labels",
            "ports",
            "volumes",
            "networks",
            "depends_on",
            "configs",
            "secrets",
            "healthcheck",
            "logging",
            "build",
            "deploy",
            "ulimits",
            "extra_hosts",
            "dns",
            "tmpfs",
            "devices",
            "profiles",
            "expose",
            "sysctls",
            "restart",
            "links",
            "gpus",
            "volumes_from",
            "annotations",
            "x-free",
            "cap_add",
            "scale",
            "develop",
            "blkio_config",
            "mem_limit");
    private static final List<String> VALUES = List.of(
            "null",
            "~",
            "true",
            "5",
            "-1.5",
            "''",
            "a",
            "'a=b'",
            "'80:80'",
            "'1-9:1-9/udp'",
            "./x",
            "../../x:/y:ro",
            "'${A:-b}'",
            "'$$'",
            "'${A'",
            "[]",
            "{}",
            "[a, b=c, 5]",
            "{a: 1, b: null}",
            "[[a], {b: c}]",
            "[{source: a, target: /b, mode: 0400}]",
            "[{type: bind, source: ., target: /b}]",
            "{a: {b: {c: d}}}",
            "[./e.env, {path: no.env, required: false}]",
            "{web: {condition: service_healthy}, db: null}",
            "{test: [CMD, x], interval: 5s}",
            "[{target: 80, published: 81}]",
            "{driver: a, options: {b: c}}");

    private final Random random = new Random(SEED);

    @Test
    void anyProjectLoadsOrIsRefused() {
        for (int i = 0; i < PROJECTS; i++) {
            List<String> texts = new ArrayList<>();
            for (String path : FILES.subList(0, 4)) {
                texts.addAll(List.of(path, file()));
            }
            texts.addAll(List.of("e.env", "A=1\nB", "sub/e.env", "A='", ".env", "A=2"));
            check(Folders.of(texts.toArray(String[]::new)));
        }
    }

    private static void check(Folders folder) {
        Bundle bundle = folder.bundle("a.yaml", "b.yaml");
        ComposeOptions options = new ComposeOptions(Map.of(), Set.of("web"));
        ComposeResult result = Assertions.assertTimeout(LONGEST, () -> ComposeLoader.load(bundle, options));
        assertThat(result.spec().isEmpty()).isEqualTo(Diagnostic.anyError(result.diagnostics()));
        assertThat(ComposeConfig.of(bundle, ComposeConfig.named(bundle, options, "p"), "/p"))
                .isNotNull();
        assertThat(MagicVariables.find(bundle)).isNotNull();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String file() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            text.append("include: ").append(pick(TAGS)).append(include()).append('\n');
        }
        for (String group : List.of("services", "volumes", "networks", "configs", "secrets")) {
            if (group.equals("services") || random.nextInt(3) == 0) {
                text.append(group).append(": ").append(pick(TAGS)).append('\n');
                for (String name : NAMES.subList(0, 1 + random.nextInt(3))) {
                    text.append("  ")
                            .append(name)
                            .append(": ")
                            .append(pick(TAGS))
                            .append('\n');
                    entries(text, group.equals("services"));
                }
            }
        }
        return text.toString();
    }

    private String include() {
        return switch (random.nextInt(4)) {
            case 0 -> "[" + pick(FILES) + ", " + pick(FILES) + "]";
            case 1 ->
                "[{path: [" + pick(FILES) + ", b.yaml], project_directory: " + pick(List.of("sub", "..", "/", "''"))
                        + "}]";
            case 2 -> "[{path: " + pick(FILES) + ", env_file: [e.env, no.env]}]";
            default -> pick(VALUES);
        };
    }

    private void entries(StringBuilder text, boolean service) {
        text.append("    name: ").append(pick(VALUES)).append('\n');
        if (service && random.nextInt(2) == 0) {
            text.append("    extends: ").append(extend()).append('\n');
        }
        List<String> left = new ArrayList<>(KEYS);
        for (int i = random.nextInt(6); i > 0; i--) {
            String key = left.remove(random.nextInt(left.size()));
            text.append("    ")
                    .append(key)
                    .append(": ")
                    .append(pick(TAGS))
                    .append(pick(VALUES))
                    .append('\n');
        }
    }

    private String extend() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(NAMES) + " ";
            case 1 -> "{service: " + pick(NAMES) + "}";
            case 2 -> "{service: " + pick(NAMES) + ", file: " + pick(FILES) + "}";
            default -> pick(VALUES);
        };
    }

    @Test
    void includesThatMultiplyAreCutOff() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.addAll(List.of("f" + i, "include: [f%d, f%d, f%d]\n".formatted(i + 1, i + 1, i + 1)));
        }
        texts.addAll(List.of("f40", "services: {a: {image: x}}", ".env", "A=" + "x".repeat(500_000)));
        refused(Folders.of(texts.toArray(String[]::new)), "f0");
        refused(Folders.of("a", "include: [" + "b, ".repeat(100_000) + "b]", "b", "services: {a: {image: x}}"), "a");
    }

    @Test
    void extensionsThatMultiplyAreCutOff() {
        StringBuilder wide = new StringBuilder("services:\n  base:\n    image: x\n    environment:\n");
        for (int i = 0; i < 40_000; i++) {
            wide.append("      V").append(i).append(": 1\n");
        }
        StringBuilder chain = new StringBuilder("services:\n  s0: {image: x}\n");
        for (int i = 1; i < 20_000; i++) {
            wide.append("  s%d: {extends: base}\n".formatted(i));
            chain.append("  s%d: {extends: s%d, security_opt: [a]}\n".formatted(i, i - 1));
        }
        refused(Folders.of("a", wide.toString()), "a");
        Assertions.assertTimeout(
                LONGEST, () -> Folders.of("a", chain.toString()).load("a"));
    }

    private static void refused(Folders folder, String file) {
        ComposeResult result = Assertions.assertTimeout(LONGEST, () -> folder.load(file));
        assertThat(result.diagnostics()).anyMatch(d -> d.code().equals("compose.too-large"));
        assertThat(result.spec()).isEmpty();
    }
}
