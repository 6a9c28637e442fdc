package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.cli.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @Test
    void isMadeForItsOwnerOnlyAndFoundAgain(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("a/b");
        assertThat(DataDirectory.existing(path)).isEmpty();

        DataDirectory made = DataDirectory.create(path);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
        assertThat(DataDirectory.existing(path)).contains(made);
        assertThat(DataDirectory.create(path)).isEqualTo(made);
    }

    @Test
    void mayHoldItsSettingsBeforeItIsUsed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("portolan.properties"), "http-port=8080\n");
        assertThat(DataDirectory.existing(folder)).isEmpty();

        DataDirectory.create(folder);

        assertThat(DataDirectory.existing(folder)).isPresent();
    }

    @Test
    void isNeverAFolderWithOtherThings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear reader");
        String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));

        assertThatThrownBy(() -> DataDirectory.create(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("holds other things");
        assertThatThrownBy(() -> DataDirectory.existing(folder)).isInstanceOf(CommandFailure.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo(before);
    }

    @Test
    void remembersTheSettingsOfTheDaemonThatRuns(@TempDir Path folder) {
        DataDirectory data = DataDirectory.create(folder);
        assertThat(DaemonOptions.lastOf(data)).isEmpty();
        DaemonOptions options = new DaemonOptions();
        options.place.docker = "unix:///somewhere.sock";
        options.apiPort = 9000;
        options.place.data = folder;

        options.keepIn(data);

        assertThat(DaemonOptions.lastOf(data).orElseThrow().arguments()).isEqualTo(options.arguments());
    }
}
