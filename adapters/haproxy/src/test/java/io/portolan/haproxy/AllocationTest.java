package io.portolan.haproxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final Allocation.Busy NOBODY = (_, _) -> false;
    private static final Allocation.Busy EVERYBODY = (_, _) -> true;
    private static final Route ONE = route("http://one.test", "a:80");
    private static final Route TWO = route("http://two.test", "b:80");

    private final Allocation start = Allocation.none().tidied();

    @Test
    void givesEachRouteABackendOfItsOwn() {
        Allocation allocation = start.serving(config(ONE, TWO), NOBODY);

        assertThat(new HashSet<>(allocation.places().values())).hasSize(2);
        assertThat(backend(allocation, ONE).slots()).contains(new Slot.Serving(upstream("a:80")));
    }

    @Test
    void leavesRoutesAndContainersWhereTheyAre() {
        Allocation former = start.serving(config(ONE, TWO), NOBODY);

        Allocation next = former.serving(config(route("http://a.test", "c:80"), ONE, TWO), NOBODY);

        assertThat(next.of(ONE)).isEqualTo(former.of(ONE));
        assertThat(next.places()).containsAllEntriesOf(former.places());
    }

    @Test
    void keepsTheSlotOfOneThatHasNotEndedItsRequests() {
        Allocation allocation = start.serving(config(ONE), NOBODY);
        for (String next : List.of("b:80", "c:80")) {
            allocation = allocation.serving(config(route("http://one.test", next)), EVERYBODY);
        }

        assertThat(backend(allocation, ONE).slots())
                .containsExactly(
                        new Slot.Leaving(upstream("a:80")),
                        new Slot.Leaving(upstream("b:80")),
                        new Slot.Serving(upstream("c:80")));
    }

    @Test
    void takesAnotherBackendWhenAllSlotsAreStillInUse() {
        Allocation allocation = start.serving(config(ONE), NOBODY);
        for (String next : List.of("b:80", "c:80", "d:80")) {
            allocation = allocation.serving(config(route("http://one.test", next)), EVERYBODY);
        }

        assertThat(backend(allocation, ONE).slots()).contains(new Slot.Serving(upstream("d:80")));
        assertThat(allocation.backends().values())
                .anySatisfy(b -> assertThat(b.leaving()).hasSize(3));
        assertThat(allocation.backends()).hasSameSizeAs(start.backends());
    }

    @Test
    void givesTheBackendOfARouteThatIsGoneToAnotherOnceItIsIdle() {
        Allocation gone = start.serving(config(ONE), NOBODY).serving(config(), NOBODY);
        Integer former = start.serving(config(ONE), NOBODY).places().get(Allocation.key(ONE));

        assertThat(gone.serving(config(TWO), EVERYBODY).places().get(Allocation.key(TWO)))
                .isNotEqualTo(former);
        Allocation idle = gone.serving(config(), NOBODY);
        assertThat(idle.backends()).isEqualTo(start.backends());
    }

    @Test
    void letsOneThatComesBackHaveItsSlotAgain() {
        Allocation left =
                start.serving(config(ONE), NOBODY).serving(config(route("http://one.test", "b:80")), EVERYBODY);

        Allocation back = left.serving(config(ONE), EVERYBODY);

        assertThat(backend(back, ONE).slots().getFirst()).isEqualTo(new Slot.Serving(upstream("a:80")));
    }

    @Test
    void restsContainersOnlyWhereThereAreOthers() {
        Allocation allocation = start.serving(config(ONE, route("http://two.test", "b:80", "c:80")), NOBODY);

        assertThat(backend(allocation, ONE).shape().resting()).isFalse();
        assertThat(backend(allocation, TWO).shape().resting()).isTrue();
    }

    @Test
    void growsWhenThereAreNotEnoughAndShrinksWhenThereAreTooMany() {
        ProxyConfig many = config(IntStream.range(0, 500)
                .mapToObj(i -> route("http://s" + i + ".test", "a:80"))
                .toArray(Route[]::new));

        Allocation grown = start.serving(many, NOBODY).tidied();

        assertThat(grown.backends().size()).isGreaterThan(540);
        assertThat(grown.serving(config(), NOBODY)
                        .serving(config(), NOBODY)
                        .tidied()
                        .backends())
                .hasSameSizeAs(start.backends());
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Allocation allocation = start.serving(config(ONE, TWO), NOBODY).serving(config(TWO), EVERYBODY);

        assertThat(AllocationDocument.read(AllocationDocument.write(allocation)))
                .isEqualTo(allocation);
    }

    private static ProxyConfig config(Route... routes) {
        return new ProxyConfig(List.of(routes));
    }

    private static Backend backend(Allocation allocation, Route route) {
        return allocation.of(route).orElseThrow();
    }
}
