package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container whose {@code post_start} did not succeed is not taken for one that is as it should be. */
class FirstCommandsTest {
    @Test
    void aContainerThatFailsThemInARepairIsStartedAgain(@TempDir Path folder) {
        try (DaemonLife daemon = new DaemonLife(new FakeWorld(), folder)) {
            daemon.settles();
            daemon.deploy(DaemonLife.withFirstCommand("one"));
            daemon.settles();

            daemon.server.failNextCommand();
            String serving = daemon.serving();
            daemon.server.disturb(world -> world.removeContainer(serving));

            DaemonLife.eventually(() -> daemon.server.commands() == 3);
            daemon.serves("one");
            daemon.settles();
            assertThat(daemon.server.commands()).isEqualTo(3);
        }
    }

    @Test
    void aDaemonThatDiesInThemRunsThemAgainWhenItIsBack(@TempDir Path folder) {
        FakeWorld world = new FakeWorld();
        try (DaemonLife daemon = new DaemonLife(world, folder)) {
            daemon.settles();
            daemon.deploy(DaemonLife.withFirstCommand("one"));
            daemon.settles();

            daemon.server.dieInNextCommand();
            String serving = daemon.serving();
            daemon.server.disturb(w -> w.removeContainer(serving));
            DaemonLife.eventually(daemon.server::isDead);
        }
        try (DaemonLife next = new DaemonLife(world, folder)) {
            next.settles();
            assertThat(next.server.commands()).isEqualTo(1);
            assertThat(next.greeting()).isEqualTo("one");
        }
    }
}
