package io.portolan.store;

import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process was killed, and nothing is there by half. */
class AbruptEndTest {
    private static final int KILLS = 3;

    /** Accepts and promotes stacks until it is killed, and prints each one that the store has acknowledged. */
    static final class Writer {
        private Writer() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            try (SqlStore store = SqlStore.open(StoreFiles.in(Path.of(arguments[0])), "0.1.0")) {
                if (store.destinations().isEmpty()) {
                    store.addDestination(destination(store, Samples.DESTINATION, "web"), new TreeMap<>());
                }
                for (int i = store.stacks().size(); ; i++) {
                    String id = "s" + i;
                    deploy(store, id, id, 1)
                            .port("0.0.0.0", 1 + i)
                            .subnet(id, "10.%d.%d.0/24".formatted(i / 256, i % 256))
                            .promotedIn(store);
                    System.out.println(id);
                }
            }
        }
    }

    @Test
    void keepsWhatWasAcknowledgedWhenKilled(@TempDir Path directory) throws Exception {
        StoreFiles files = StoreFiles.in(directory.resolve("data"));
        for (int kill = 1; kill <= KILLS; kill++) {
            String acknowledged = killWriterAfter(files, 20);
            try (SqlStore store = SqlStore.open(files, "0.1.0")) {
                assertThat(store.stackById(acknowledged).orElseThrow().active()).hasValue(1);
                int stacks = store.stacks().size();
                assertThat(stacks).isGreaterThanOrEqualTo(20 * kill);
                assertThat(store.reservedPorts()).hasSize(stacks);
                assertThat(store.reservedSubnets()).hasSize(stacks);
                store.stacks().forEach(stack -> assertThat(store.revisions(stack.id()))
                        .hasSize(1));
            }
            assertThat(integrity(files)).containsExactly("ok");
        }
    }

    @Test
    void startsAfterAFirstStartThatWasCutOffBeforeTheSchema(@TempDir Path directory) throws Exception {
        StoreFiles files = StoreFiles.in(directory);
        SqlStore.open(files, "0.1.0").close();
        Files.delete(files.database());
        Files.createFile(files.database());
        try (SqlStore store = SqlStore.open(files, "0.1.0")) {
            assertThat(store.stacks()).isEmpty();
        }
    }

    private static String killWriterAfter(StoreFiles files, int stacks) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        files.directory().toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            String last = "";
            for (int i = 0; i < stacks; i++) {
                last = String.valueOf(lines.readLine());
                assertThat(last).matches("s\\d+");
            }
            return last;
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static List<String> integrity(StoreFiles files) {
        try (Database database = Database.open(files, new Migrations(Migrations.SCRIPTS, "0.1.0"))) {
            return database.read(handle ->
                    handle.select("PRAGMA integrity_check").mapTo(String.class).list());
        }
    }
}
