package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real files with real mistakes: whatever is done to their text, a load ends with a stack or with diagnostics. */
class FuzzTest {
    private static final long SEED = 20260101;
    private static final int ROUNDS = 3;
    private static final List<String> PIECES = List.of(
            ":",
            "- ",
            "\n",
            "  ",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a",
            "<<: *a",
            "!x ",
            "|",
            ">-",
            "\"",
            "'",
            "#",
            "%",
            "@",
            "${",
            "$",
            "$$",
            ":-",
            "\t",
            "\0",
            "\uFEFF",
            "é",
            "\uD83D\uDE00",
            "---\n",
            "...\n",
            "? ",
            "~",
            "null",
            "-1",
            "99999999999",
            "1e999",
            "services:",
            "ports:",
            "0-70000",
            "\r",
            "!!binary x",
            "x: &a [*a]");

    @Test
    void mutatedFilesNeverThrow() {
        Random random = new Random(SEED);
        for (Path file : Corpus.files()) {
            String text = new String(
                    Corpus.bundle(file).file("compose.yaml").orElseThrow().content(), StandardCharsets.UTF_8);
            for (int round = 0; round < ROUNDS; round++) {
                check(mutated(text, random));
            }
        }
    }

    @Test
    void anyBytesNeverThrow() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("services:\n  a:\n    image: x\n");
            for (int j = random.nextInt(30); j > 0; j--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            check(text.toString());
        }
    }

    private static void check(String text) {
        Bundle bundle = Loading.bundle(text, Map.of(".env", text));
        ComposeResult result = ComposeLoader.load(bundle, ComposeOptions.none());
        assertThat(result.spec().isEmpty()).isEqualTo(Diagnostic.anyError(result.diagnostics()));
        assertThat(MagicVariables.fill(bundle, Map.of(), Map.of(), new Random(1)))
                .isNotNull();
        assertThat(ComposeConfig.of(bundle, ComposeOptions.none(), "/p")).isNotNull();
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0 && mutated.length() > 2; i--) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutated.insert(at, mutated.substring(at, end));
                case 3 -> mutated.setCharAt(at, (char) random.nextInt(256));
                default -> mutated.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return mutated.toString();
    }
}
