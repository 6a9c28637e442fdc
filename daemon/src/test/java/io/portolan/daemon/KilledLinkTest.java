package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Refused;
import io.portolan.model.Labels;
import io.portolan.testkit.FakeServer;
import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link is made or removed, and the daemon dies at every change of it: afterwards there is all of the link or nothing. */
class KilledLinkTest {
    @Test
    void whileALinkIsMade(@TempDir Path folder) {
        cutEverywhere("making a link", folder, false, FakeServer::dieAfter);
    }

    @Test
    void insideEveryChangeOfMakingALink(@TempDir Path folder) {
        cutEverywhere("making a link, answers lost", folder, false, FakeServer::dieUnanswered);
    }

    @Test
    void whileALinkIsRemoved(@TempDir Path folder) {
        cutEverywhere("removing a link", folder, true, FakeServer::dieAfter);
    }

    @Test
    void insideEveryChangeOfRemovingALink(@TempDir Path folder) {
        cutEverywhere("removing a link, answers lost", folder, true, FakeServer::dieUnanswered);
    }

    private static void cutEverywhere(String what, Path folder, boolean linked, ObjIntConsumer<FakeServer> death) {
        Consumer<DaemonLife> work = linked ? DaemonLife::unlink : d -> d.link("shop", "base");
        int cuts = 0;
        while (cut(folder.resolve("cut-" + cuts), cuts, linked, death, work)) {
            cuts++;
        }
        System.out.printf("%d cuts %s%n", cuts, what);
        // A network, a provider on it, and a container that is made and one that is removed at the least.
        assertThat(cuts).isGreaterThan(4);
    }

    /** @return whether the daemon died of it */
    private static boolean cut(
            Path data, int changes, boolean linked, ObjIntConsumer<FakeServer> death, Consumer<DaemonLife> work) {
        FakeWorld world = new FakeWorld();
        boolean died;
        try (DaemonLife run = new DaemonLife(world, data)) {
            run.settles();
            run.deploy("base", DaemonLife.stack("base", false));
            run.deploy("shop", DaemonLife.stack("shop", true));
            if (linked) {
                run.link("shop", "base");
            }
            run.settles();
            death.accept(run.server, changes);
            try {
                work.accept(run);
            } catch (RuntimeFault | Refused gone) {
                assertThat(run.server.isDead()).as(gone.getMessage()).isTrue();
            }
            died = run.server.isDead();
            assertThat(died || run.links().isEmpty() == linked)
                    .as("whoever lives brings it to its end")
                    .isTrue();
        }
        try (DaemonLife next = new DaemonLife(world, data)) {
            next.settles();
            allOrNothing(next, "after %d changes".formatted(changes));
            if (next.links().isEmpty()) {
                next.link("shop", "base");
                next.settles();
                allOrNothing(next, "linked again after %d changes".formatted(changes));
            }
            assertThat(next.greeting("shop")).isEqualTo("shop");
        }
        return died;
    }

    /** As many networks of links as links; on one, one container of each end; nobody on it otherwise. */
    private static void allOrNothing(DaemonLife daemon, String when) {
        var networks = daemon.server.observed().networks().stream()
                .filter(n -> n.labels().containsKey(Labels.LINK))
                .map(n -> n.name())
                .toList();
        assertThat(networks).as(when).hasSameSizeAs(daemon.links());
        for (String network : networks) {
            assertThat(daemon.server.observed().containers().stream()
                            .filter(c -> c.attachment(network).isPresent())
                            .map(c -> c.label(Labels.STACK_NAME).orElse("")))
                    .as(when)
                    .containsExactlyInAnyOrder("base", "shop");
        }
    }
}
