package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.model.stack.Bundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarTest {
    @Test
    void carriesPathsModesAndContent() throws IOException {
        String deep = "ä/" + "long-folder-name/".repeat(12) + "file";
        Tar tar = new Tar();
        tar.folder("ä");
        tar.file(deep, new Bundle.File("content".getBytes(StandardCharsets.UTF_8), 0_640));
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar.bytes()), "UTF-8")) {
            TarArchiveEntry folder = in.getNextEntry();
            assertThat(folder.getName()).isEqualTo("ä/");
            assertThat(folder.isDirectory()).isTrue();
            assertThat(folder.getMode() & 0_777).isEqualTo(0_755);
            TarArchiveEntry file = in.getNextEntry();
            assertThat(file.getName()).isEqualTo(deep);
            assertThat(file.getMode() & 0_777).isEqualTo(0_640);
            assertThat(file.getLongUserId()).isZero();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("content");
            assertThat(in.getNextEntry()).isNull();
        }
    }

    @Test
    void carriesOwners() throws IOException {
        Tar tar = new Tar();
        tar.file("secret", new Bundle.File(new byte[0], 0_400, 103, 2_000_000_000));
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar.bytes()))) {
            TarArchiveEntry file = in.getNextEntry();
            assertThat(file.getLongUserId()).isEqualTo(103);
            assertThat(file.getLongGroupId()).isEqualTo(2_000_000_000);
        }
    }

    @Test
    void knowsTheFoldersOfFilesParentsFirst() {
        assertThat(Tar.folders(List.of("b/c/d", "a", "b/e"))).containsExactly("b", "b/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../b", "a/.."})
    void takesNoPathThatLeadsOut(String path) {
        assertThatThrownBy(() -> Tar.folders(List.of(path))).isInstanceOf(IllegalArgumentException.class);
    }
}
