package io.portolan.store;

import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.store.Conflict;
import io.portolan.store.Samples.Deploy;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two plans for the same thing that are accepted at the same moment, one wins. */
class ConcurrentAcceptanceTest {
    private static final int ROUNDS = 50;

    private final StoreFiles files;

    ConcurrentAcceptanceTest(@TempDir Path directory) {
        this.files = StoreFiles.in(directory.resolve("data"));
    }

    /** Two wishes of which the second overlaps the first; everything else about the two stacks differs. */
    record Contest(String about, Wish one, Wish other) {
        @Override
        public String toString() {
            return about;
        }
    }

    @FunctionalInterface
    interface Wish {
        Deploy make(SqlStore store, String stack, int round);
    }

    static Stream<Contest> contests() {
        Wish name = (store, id, round) -> deploy(store, id, "name-" + round, 1);
        Wish port = (store, id, round) -> deploy(store, id, id, 1).port("0.0.0.0", 1000 + round);
        Wish localPort = (store, id, round) -> deploy(store, id, id, 1).port("127.0.0.1", 1000 + round);
        Wish large = (store, id, round) -> deploy(store, id, id, 1).subnet(id, "10.%d.0.0/22".formatted(round));
        Wish small = (store, id, round) -> deploy(store, id, id, 1).subnet(id, "10.%d.1.16/28".formatted(round));
        Wish domain = (store, id, round) -> deploy(store, id, id, 1).domain("d" + round + ".test", "web");
        Wish sameStack = (store, id, round) -> deploy(store, "same-" + round, "same-" + round, 1);
        return Stream.of(
                new Contest("name", name, name),
                new Contest("host port", port, port),
                new Contest("host port on a wildcard and on one address", port, localPort),
                new Contest("subnet", large, large),
                new Contest("subnet inside another", large, small),
                new Contest("domain", domain, domain),
                new Contest("revision of one stack", sameStack, sameStack));
    }

    @ParameterizedTest
    @MethodSource("contests")
    void exactlyOneWins(Contest contest) throws Exception {
        try (SqlStore store = SqlStore.open(files, "0.1.0");
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            store.addDestination(destination(store, Samples.DESTINATION, "web"), new TreeMap<>());
            for (int round = 1; round <= ROUNDS; round++) {
                Deploy one = contest.one().make(store, "one-" + round, round);
                Deploy other = contest.other().make(store, "other-" + round, round);
                assertThat(race(store, threads, one, other))
                        .as("round %s", round)
                        .containsOnlyOnce(true);
                assertThat(store.stacks()).hasSize(round);
            }
        }
    }

    private static List<Boolean> race(SqlStore store, ExecutorService threads, Deploy one, Deploy other)
            throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Boolean>> results =
                threads.invokeAll(List.of(attempt(store, start, one), attempt(store, start, other)));
        return List.of(results.get(0).get(), results.get(1).get());
    }

    private static Callable<Boolean> attempt(SqlStore store, CyclicBarrier start, Deploy deploy) {
        return () -> {
            start.await();
            try {
                deploy.into(store);
                return true;
            } catch (Conflict lost) {
                return false;
            }
        };
    }
}
