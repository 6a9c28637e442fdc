package io.portolan.daemon;

import io.portolan.model.Labels;
import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairRetryTest {
    private static final Duration NEVER = Duration.ofDays(1);

    @Test
    void aRepairThatFailedIsTriedAgainThoughNothingElseHappens(@TempDir Path folder) {
        try (DaemonLife daemon = new DaemonLife(new FakeWorld(), folder, NEVER)) {
            daemon.settles();
            daemon.deploy(DaemonLife.stack("one", false));
            daemon.settles();

            daemon.server.refuseNextContainer();
            String serving = daemon.serving();
            daemon.server.disturb(world -> world.removeContainer(serving));

            daemon.serves("one");
        }
    }

    @Test
    void aContainerThatCannotBeMadeHoldsUpNoOther(@TempDir Path folder) {
        try (DaemonLife daemon = new DaemonLife(new FakeWorld(), folder, NEVER)) {
            daemon.settles();
            daemon.deploy(DaemonLife.withSibling("one", "aaa"));
            daemon.settles();

            daemon.server.refuseContainersOf("aaa");
            daemon.server.disturb(world -> world.observed().containers().stream()
                    .filter(c -> c.label(Labels.ROLE).orElse("").equals("app"))
                    .forEach(c -> world.removeContainer(c.name())));

            daemon.serves("one");
        }
    }
}
