package io.portolan.compose;

import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Compose files by other people, which are not in this repository: found through {@code -Dportolan.corpus}, {@code
 * PORTOLAN_CORPUS}, or as {@code shared/corpus} beside the repository.
 */
final class Corpus {
    private Corpus() {}

    /** The corpus's folder; a test that needs it is reported as skipped where it is absent. */
    static Path folder() {
        Optional<Path> folder = find();
        Assumptions.assumeTrue(
                folder.isPresent(), "the corpus is absent: set PORTOLAN_CORPUS to a folder of Compose files");
        return folder.orElseThrow();
    }

    static List<Path> files() {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(p -> p.toString().matches(".*\\.ya?ml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bundle bundle(Path file) {
        try {
            return Bundle.of("compose.yaml", Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find() {
        String given = Optional.ofNullable(System.getProperty("portolan.corpus"))
                .or(() -> Optional.ofNullable(System.getenv("PORTOLAN_CORPUS")))
                .orElse("");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given)).filter(Files::isDirectory);
        }
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("corpus");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
