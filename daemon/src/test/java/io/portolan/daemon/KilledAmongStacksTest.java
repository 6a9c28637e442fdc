package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Refused;
import io.portolan.testkit.FakeServer;
import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three stacks are deployed side by side, and the daemon dies: once between every two changes that it makes, and once in
 * each, when it was done and its answer lost. The next daemon brings all of them to where they should be.
 */
class KilledAmongStacksTest {
    private static final List<String> STACKS = List.of("blog", "shop", "wiki");

    @Test
    void betweenEveryTwoChanges(@TempDir Path folder) {
        cutEverywhere("between two changes", folder, FakeServer::dieAfter);
    }

    @Test
    void insideEveryChange(@TempDir Path folder) {
        cutEverywhere("inside a change", folder, FakeServer::dieUnanswered);
    }

    private static void cutEverywhere(String where, Path folder, ObjIntConsumer<FakeServer> death) {
        int cuts = 0;
        while (cut(folder.resolve("cut-" + cuts), cuts, death)) {
            cuts++;
        }
        System.out.printf("%d cuts %s of three deploys at once%n", cuts, where);
        // Each stack has a network, a container made, started and published at the least.
        assertThat(cuts).isGreaterThan(4 * STACKS.size());
    }

    /** @return whether the daemon died of it */
    private static boolean cut(Path data, int changes, ObjIntConsumer<FakeServer> death) {
        FakeWorld world = new FakeWorld();
        boolean died;
        try (DaemonLife run = new DaemonLife(world, data)) {
            run.settles();
            run.deploy("blog", DaemonLife.stack("one", false));
            run.settles();
            death.accept(run.server, changes);
            deployAll(run, "two");
            died = run.server.isDead();
        }
        try (DaemonLife next = new DaemonLife(world, data)) {
            next.settles();
            for (String stack : STACKS) {
                List<String> allowed =
                        died ? (stack.equals("blog") ? List.of("one", "two") : List.of("", "two")) : List.of("two");
                assertThat(next.greeting(stack))
                        .as("%s after %d changes", stack, changes)
                        .isIn(allowed);
            }
            deployAll(next, "three");
            next.settles();
            assertThat(STACKS).allSatisfy(s -> assertThat(next.greeting(s)).isEqualTo("three"));
            nothingIsLeft(next);
        }
        return died;
    }

    private static void deployAll(DaemonLife daemon, String greeting) {
        CompletableFuture.allOf(STACKS.stream()
                        .map(s -> CompletableFuture.runAsync(() -> deploy(daemon, s, greeting)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void deploy(DaemonLife daemon, String stack, String greeting) {
        try {
            daemon.tryToDeploy(stack, DaemonLife.stack(greeting, stack.equals("shop")));
        } catch (RuntimeFault | Refused gone) {
            assertThat(daemon.server.isDead()).as(gone.getMessage()).isTrue();
        }
    }

    /** One container for each stack: none of what was begun and not finished. */
    private static void nothingIsLeft(DaemonLife daemon) {
        assertThat(daemon.server.observed().containers().stream()
                        .filter(c -> c.label("portolan.role").orElse("").equals("app")))
                .hasSize(STACKS.size());
    }
}
