package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.service.Refused;
import io.portolan.engine.view.DomainView;
import io.portolan.testkit.FakeWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many ask for domains at once: everyone is told the truth about theirs, and the proxy is told a few times only. */
class ManyDomainsTest {
    private static final List<String> STACKS = List.of("alpha", "beta", "gamma");

    @Test
    void aThousandDomainsAtOnceAreAFewPublications(@TempDir Path data) throws Exception {
        try (DaemonLife daemon = new DaemonLife(new FakeWorld(), data)) {
            daemon.settles();
            for (String stack : STACKS) {
                daemon.deploy(stack, DaemonLife.stack(stack, false));
            }
            daemon.settles();
            int before = daemon.server.changes();

            List<DomainView> added = all(
                    IntStream.range(0, 1000)
                            .mapToObj(i -> "site%d.test".formatted(i))
                            .toList(),
                    daemon);

            assertThat(added).hasSize(1000).allMatch(DomainView::live);
            assertThat(daemon.domains()).filteredOn(DomainView::live).hasSize(1000 + STACKS.size());
            assertThat(daemon.server.changes() - before).isLessThan(100);
        }
    }

    @Test
    void whatIsWrongWithOneKeepsNoOtherFromBeingLive(@TempDir Path data) throws Exception {
        try (DaemonLife daemon = new DaemonLife(new FakeWorld(), data);
                ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            daemon.settles();
            daemon.deploy("alpha", DaemonLife.stack("alpha", false));
            daemon.deploy("beta", DaemonLife.stack("beta", false));
            List<Future<DomainView>> good = new ArrayList<>();
            List<Future<DomainView>> bad = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String host = "site%d.test".formatted(i);
                good.add(people.submit(() -> daemon.addDomain("alpha", host)));
                bad.add(people.submit(() -> daemon.addDomain("alpha", "beta.test")));
            }
            for (Future<DomainView> one : good) {
                assertThat(one.get().live()).as(one.get().url()).isTrue();
            }
            for (Future<DomainView> one : bad) {
                assertThat(one)
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .withCauseInstanceOf(Refused.class)
                        .withMessageContaining("claimed by stack beta");
            }
            assertThat(daemon.greeting("beta")).isEqualTo("beta");
        }
    }

    private static List<DomainView> all(List<String> hosts, DaemonLife daemon) throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<DomainView>> asked = new ArrayList<>();
            for (String host : hosts) {
                String stack = STACKS.get(asked.size() % STACKS.size());
                asked.add(people.submit(() -> daemon.addDomain(stack, host)));
            }
            List<DomainView> added = new ArrayList<>();
            for (Future<DomainView> one : asked) {
                added.add(one.get());
            }
            return added;
        }
    }
}
