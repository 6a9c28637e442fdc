package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SupervisorTest {
    private final Supervisor supervisor;

    SupervisorTest(@TempDir Path folder) {
        this.supervisor = new Supervisor(DataDirectory.create(folder.resolve("data")));
    }

    @AfterEach
    void end() {
        supervisor.stop();
    }

    @Test
    void countsHowOftenTheDaemonFailedAndKeepsWhatItSaid() throws Exception {
        supervisor.start(List.of("sh", "-c", "echo no such schema; exit 1"));
        eventually(() -> supervisor.fate().endings() >= 2);
        assertThat(supervisor.fate().over()).isFalse();
        assertThat(supervisor.isRunning()).isTrue();
        assertThat(supervisor.lastWords()).isNotEmpty().containsOnly("no such schema");
        supervisor.stop();
        assertThat(supervisor.isRunning()).isFalse();
    }

    @Test
    void leavesADaemonThatWasUsedWronglyAlone() throws Exception {
        supervisor.start(List.of("sh", "-c", "exit 2"));
        eventually(() -> supervisor.fate().over());
        assertThat(supervisor.fate().endings()).isZero();
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it happens").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
