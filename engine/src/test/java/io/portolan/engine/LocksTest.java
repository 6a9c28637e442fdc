package io.portolan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LocksTest {
    private final Locks locks = new Locks(Duration.ofSeconds(30));

    @Test
    void twoUsersExcludeEachOtherAtOnce() throws InterruptedException {
        try (Locks.Held _ = locks.tryHold("blog").orElseThrow()) {
            assertThat(locks.tryHold("blog")).isEmpty();
            assertThat(locks.tryHoldForRepair("blog")).isEmpty();
            assertThat(locks.tryHold("shop")).isPresent();
        }
        assertThat(locks.tryHold("blog")).isPresent();
    }

    @Test
    void aUserWaitsForARepair() throws InterruptedException {
        Locks.Held repair = locks.tryHoldForRepair("blog").orElseThrow();
        CountDownLatch asked = new CountDownLatch(1);
        Thread end = Thread.startVirtualThread(() -> {
            try {
                asked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            repair.close();
        });
        asked.countDown();
        assertThat(locks.tryHold("blog")).isPresent();
        end.join();
        assertThat(locks.tryHold("blog")).as("held by a user now").isEmpty();
    }

    @Test
    void aRepairThatTakesTooLongIsNotWaitedForForever() throws InterruptedException {
        Locks impatient = new Locks(Duration.ofMillis(1));
        assertThat(impatient.tryHoldForRepair("blog")).isPresent();
        assertThat(impatient.tryHold("blog")).isEmpty();
    }

    @Test
    void closingTwiceReleasesOnce() throws InterruptedException {
        Locks.Held held = locks.hold("blog");
        held.close();
        held.close();
        assertThat(locks.tryHold("blog")).isPresent();
        assertThat(locks.tryHold("blog")).isEmpty();
    }
}
