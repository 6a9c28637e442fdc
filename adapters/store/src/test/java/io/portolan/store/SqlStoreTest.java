package io.portolan.store;

import static io.portolan.store.Samples.NOW;
import static io.portolan.store.Samples.deploy;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.store.Event;
import io.portolan.engine.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlStoreTest extends StoreContract {
    private final Path directory;

    SqlStoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    Store open() {
        return SqlStore.open(StoreFiles.in(directory.resolve("data")), "0.1.0");
    }

    @Test
    void everythingIsThereAfterReopening() {
        deploy(store, "s1", "blog", 1).port("0.0.0.0", 80).generated("A", "1").into(store);
        Store.Identity before = store.identity();
        store.close();
        store = open();
        assertThat(store.identity()).isEqualTo(before);
        assertThat(store.revision("s1", 1)).contains(Samples.revision("s1", 1));
        assertThat(store.generatedVariables("s1")).containsOnlyKeys("A");
    }

    @Test
    void keepsTheNewestEvents() {
        int written = EventRows.KEPT + 5;
        try (Database database =
                Database.open(StoreFiles.in(directory.resolve("data")), new Migrations(Migrations.SCRIPTS, "0.1.0"))) {
            database.write(handle -> {
                for (int i = 1; i <= written; i++) {
                    new EventRows(handle).add(NOW, "test", "event", "event " + i);
                }
                return true;
            });
        }
        assertThat(store.events(Integer.MAX_VALUE))
                .hasSize(EventRows.KEPT)
                .extracting(Event::message)
                .startsWith("event " + written)
                .endsWith("event 6");
    }
}
