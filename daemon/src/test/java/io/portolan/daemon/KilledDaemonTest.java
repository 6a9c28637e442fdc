package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.stack.StackSpec;
import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon killed after any number of changes of the world: the next one brings the server to where it should be. */
class KilledDaemonTest {
    private static final int MORE_CHANGES_THAN_A_DEPLOY_HAS = 40;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFirstDeployIsTakenBack(boolean exclusive, @TempDir Path folder) {
        for (int changes = 0; changes < MORE_CHANGES_THAN_A_DEPLOY_HAS; changes++) {
            FakeWorld world = new FakeWorld();
            Path data = folder.resolve("first-" + changes);
            boolean died = deployAndDie(world, data, List.of(), DaemonLife.stack("one", exclusive), changes);
            try (DaemonLife next = new DaemonLife(world, data)) {
                next.settles();
                if (!died) {
                    assertThat(next.greeting()).isEqualTo("one");
                    return;
                }
                assertThat(next.greeting()).as("after %d changes", changes).isIn("", "one");
                next.deploy(DaemonLife.stack("one", exclusive));
                assertThat(next.greeting()).isEqualTo("one");
            }
        }
        throw new AssertionError("the deploy has more changes than thought");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLaterDeployIsTakenBackToWhatServedBefore(boolean exclusive, @TempDir Path folder) {
        for (int changes = 0; changes < MORE_CHANGES_THAN_A_DEPLOY_HAS; changes++) {
            FakeWorld world = new FakeWorld();
            Path data = folder.resolve("later-" + changes);
            boolean died = deployAndDie(
                    world,
                    data,
                    List.of(DaemonLife.stack("one", exclusive)),
                    DaemonLife.stack("two", exclusive),
                    changes);
            try (DaemonLife next = new DaemonLife(world, data)) {
                next.settles();
                assertThat(next.greeting()).as("after %d changes", changes).isEqualTo(died ? next.active() : "two");
                assertThat(next.greeting()).isNotEmpty();
                if (!died) {
                    return;
                }
                next.deploy(DaemonLife.stack("two", exclusive));
                assertThat(next.greeting()).isEqualTo("two");
            }
        }
        throw new AssertionError("the deploy has more changes than thought");
    }

    @Test
    void replicasThatTookTurnsAreAllOfOneVersionAgain(@TempDir Path folder) {
        for (int changes = 0; changes < MORE_CHANGES_THAN_A_DEPLOY_HAS; changes++) {
            FakeWorld world = new FakeWorld();
            Path data = folder.resolve("turns-" + changes);
            boolean died = deployAndDie(
                    world, data, List.of(DaemonLife.replicas("one", 3)), DaemonLife.replicas("two", 3), changes);
            try (DaemonLife next = new DaemonLife(world, data)) {
                next.settles();
                String kept = next.greetings().getFirst();
                assertThat(next.greetings()).as("after %d changes", changes).containsExactly(kept, kept, kept);
                if (!died) {
                    assertThat(kept).isEqualTo("two");
                    assertThat(changes).as("changes of a deploy in turns").isGreaterThan(10);
                    return;
                }
                next.deploy(DaemonLife.replicas("two", 3));
                assertThat(next.greetings()).containsExactly("two", "two", "two");
            }
        }
        throw new AssertionError("the deploy has more changes than thought");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContainerThatStillStoppedWhenTheDaemonDiedIsStartedAgain(boolean exclusive, @TempDir Path folder) {
        FakeWorld world = new FakeWorld();
        try (DaemonLife run = new DaemonLife(world, folder)) {
            run.settles();
            run.deploy(DaemonLife.stack("one", exclusive));
            run.server.dieWhileStopping();
            run.tryToDeploy(DaemonLife.stack("two", exclusive));
            assertThat(run.server.isDead()).isTrue();
        }
        try (DaemonLife next = new DaemonLife(world, folder)) {
            next.settles();
            assertThat(next.greeting()).isEqualTo("one");
            next.endsWith(143);
            next.settles();
            assertThat(next.greeting()).isEqualTo("one");

            next.endsWith(143);
            next.settles();
            assertThat(next.greeting()).as("the second time it was a user").isEmpty();
        }
    }

    private static boolean deployAndDie(
            FakeWorld world, Path data, List<StackSpec> before, StackSpec stack, int changes) {
        try (DaemonLife run = new DaemonLife(world, data)) {
            run.settles();
            before.forEach(run::deploy);
            run.settles();
            run.server.dieAfter(changes);
            run.tryToDeploy(stack);
            return run.server.isDead();
        }
    }
}
