package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.compose.BundlePacker.Packed;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundlePackerTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void packsTheFileAndWhatItRefersTo() throws IOException {
        write("compose.yaml", Loading.web("""
                env_file: [web.env, {path: ./other.env}]
                volumes:
                  - ./conf:/conf:ro
                  - ${SITE}:/site
                  - ./new:/new
                  - data:/data
                  - {type: bind, source: ./run.sh, target: /run.sh}
                """));
        write(".env", "SITE=./site");
        write("web.env", "A=1");
        write("other.env", "B=1");
        write("conf/a/b.conf", "x");
        write("site/index.html", "x");
        write("unrelated.txt", "x");
        Path script = write("run.sh", "x");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

        Bundle bundle = pack().bundle().orElseThrow();

        assertThat(bundle.composeFiles()).containsExactly("compose.yaml");
        assertThat(bundle.files().keySet())
                .containsExactly(
                        ".env", "compose.yaml", "conf/a/b.conf", "other.env", "run.sh", "site/index.html", "web.env");
        assertThat(bundle.file("run.sh").orElseThrow().mode()).isEqualTo(0755);
        assertThat(ComposeLoader.load(bundle, ComposeOptions.none()).spec()).isPresent();
    }

    @Test
    void refusesLinksThatLeadOutOfTheFolder() throws IOException {
        write("compose.yaml", Loading.web("volumes: ['./conf:/conf']"));
        Files.createDirectory(folder.resolve("conf"));
        Files.createSymbolicLink(folder.resolve("conf").resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(folder.resolve("conf").resolve("etc"), Path.of("/etc"));

        Packed packed = pack();

        assertThat(packed.bundle()).isEmpty();
        assertThat(packed.diagnostics()).extracting(Diagnostic::code).containsOnly("compose.path-outside");
    }

    @Test
    void doesNotReadOutsideAndLeavesTheRefusalToTheLoader() throws IOException {
        write("compose.yaml", Loading.web("volumes: ['../../etc:/conf']"));

        Bundle bundle = pack().bundle().orElseThrow();

        assertThat(bundle.files().keySet()).containsExactly("compose.yaml");
        assertThat(ComposeLoader.load(bundle, ComposeOptions.none()).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("compose.path-outside");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        write("compose.yaml", Loading.web("volumes: ['./big:/big']"));
        try (RandomAccessFile big = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            big.setLength(11 * 1024 * 1024);
        }

        assertThat(pack().diagnostics()).extracting(Diagnostic::code).containsExactly("compose.too-large");
    }

    @Test
    void saysThatTheFileDoesNotExist() {
        assertThat(BundlePacker.pack(folder.resolve("no.yaml"), Map.of()).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("compose.missing-file");
    }

    private Packed pack() {
        return BundlePacker.pack(folder.resolve("compose.yaml"), Map.of());
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }
}
