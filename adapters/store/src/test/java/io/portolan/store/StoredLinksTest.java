package io.portolan.store;

import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.LinkRecord;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Reservations;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links live and end with what needs them. */
class StoredLinksTest {
    private final SqlStore store;

    StoredLinksTest(@TempDir Path directory) {
        store = SqlStore.open(StoreFiles.in(directory.resolve("data")), "0.1.0");
    }

    @BeforeEach
    void deployTwoStacks() {
        store.addDestination(destination(store, Samples.DESTINATION, "web"), new TreeMap<>());
        deploy(store, "shop", "shop", 1).promotedIn(store);
        deploy(store, "base", "base", 1).promotedIn(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void link(int revision) {
        deploy(store, "shop", "shop", revision)
                .over(1)
                .link("l1", "web", "base", "DATABASE")
                .subnet("n-l1", "10.9.8.0/28")
                .into(store);
    }

    @Test
    void linkIsLiveWithTheCandidateThatWantedIt() {
        link(2);
        assertThat(store.links()).singleElement().matches(l -> !l.live());
        store.promote("shop", 2, Reservations.none());
        assertThat(store.links()).singleElement().satisfies(l -> {
            assertThat(l.live()).isTrue();
            assertThat(l.link().prefix()).isEqualTo("DATABASE");
            assertThat(l.link().provider().stack()).isEqualTo("base");
        });
    }

    @Test
    void linkEndsWithTheCandidateThatFailed() {
        link(2);
        store.fail("shop", 2, "it does not start", Reservations.none());
        assertThat(store.links()).isEmpty();
        assertThat(store.reservedSubnets()).isEmpty();
    }

    @Test
    void linkThatIsLiveOutlivesLaterCandidates() {
        link(2);
        store.promote("shop", 2, Reservations.none());
        deploy(store, "shop", "shop", 3).over(2).into(store);
        store.fail("shop", 3, "it does not start", Reservations.none());
        assertThat(store.links()).singleElement().matches(LinkRecord::live);
    }

    @Test
    void sameVariablesAreGivenOnce() {
        link(2);
        store.promote("shop", 2, Reservations.none());
        assertThatThrownBy(() -> deploy(store, "shop", "shop", 3)
                        .over(2)
                        .link("l2", "web", "base", "OTHER")
                        .into(store))
                .isInstanceOf(Conflict.class)
                .hasMessage("service web is linked to port 5432/tcp of that service already");
        deploy(store, "more", "more", 1).promotedIn(store);
        assertThatThrownBy(() -> deploy(store, "shop", "shop", 3)
                        .over(2)
                        .link("l2", "web", "more", "DATABASE")
                        .into(store))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("variables begin with DATABASE_");
    }

    @Test
    void providerStaysWhileOthersAreLinkedToIt() {
        link(2);
        assertThatThrownBy(() -> store.setRemoving("base", Removal.KEEP_VOLUMES))
                .isInstanceOf(Conflict.class)
                .hasMessage("shop:web is linked to it");
        store.promote("shop", 2, Reservations.none());
        store.setRemoving("shop", Removal.KEEP_VOLUMES);
        assertThat(store.links()).isEmpty();
        store.setRemoving("base", Removal.KEEP_VOLUMES);
    }

    @Test
    void nobodyIsLinkedToAStackThatIsBeingRemoved() {
        store.setRemoving("base", Removal.KEEP_VOLUMES);
        assertThatThrownBy(() -> link(2)).isInstanceOf(Conflict.class).hasMessageContaining("removed meanwhile");
    }

    @Test
    void removedLinkReleasesItsSubnet() {
        link(2);
        assertThat(store.reservedSubnets()).containsOnlyKeys("n-l1");
        assertThat(store.removeLink("l1", "n-l1")).isTrue();
        assertThat(store.removeLink("l1", "n-l1")).isFalse();
        assertThat(store.reservedSubnets()).isEmpty();
    }
}
