package io.portolan.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What the tests stand on: the repository, the engine that {@code ./test} brought, other people's Compose files. */
final class Lab {
    private static final Path ROOT = root();

    private Lab() {}

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("portolan"))) {
            here = here.getParent();
        }
        return here;
    }

    static Path repository() {
        return ROOT;
    }

    static String endpoint() {
        String endpoint = System.getenv("PORTOLAN_TEST_DOCKER");
        Assumptions.assumeTrue(endpoint != null, "no engine to test with: PORTOLAN_TEST_DOCKER is not set; use ./test");
        return endpoint;
    }

    /** Stops, kills or starts the lab's engine; skips the test where the engine is not ours to restart. */
    static void engine(String... arguments) {
        Assumptions.assumeTrue(
                System.getenv("PORTOLAN_LAB") != null, "the engine is not the lab's own: it must not be restarted");
        List<String> command =
                new java.util.ArrayList<>(List.of(ROOT.resolve("lab/engine").toString()));
        command.addAll(List.of(arguments));
        Shell.run(Map.of(), Duration.ofMinutes(2), command).ok();
    }

    /** A file of the corpus of real Compose files, which is not part of the repository. */
    static Path corpus(String path) {
        Optional<Path> file = corpusRoot().map(c -> c.resolve(path)).filter(Files::exists);
        Assumptions.assumeTrue(file.isPresent(), "the corpus of Compose files is not beside the repository: " + path);
        return file.orElseThrow();
    }

    static Optional<Path> corpusRoot() {
        String named = System.getenv("PORTOLAN_CORPUS");
        Path corpus =
                named != null ? Path.of(named) : ROOT.resolveSibling("shared").resolve("corpus");
        return Optional.of(corpus).filter(Files::isDirectory);
    }
}
