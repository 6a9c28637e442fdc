package io.portolan.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChosenProxyTest {
    private final Picky picky = new Picky();
    private final ChosenProxy proxy = new ChosenProxy(List.of(picky), new ProxyChoice("picky", Optional.empty()));

    @Test
    void aRouteThatIsRefusedHarmsOnlyItself() {
        proxy.apply(config(routes(100)));
        List<Route> more = routes(150);
        more.add(57, route("bad1.test"));
        more.add(route("bad2.test"));

        proxy.apply(config(more));

        assertThat(picky.live.routes()).containsExactlyInAnyOrderElementsOf(routes(150));
        assertThat(proxy.refusals().keySet()).containsExactlyInAnyOrder(route("bad1.test"), route("bad2.test"));
        assertThat(proxy.refusal(route("bad1.test").domain())).contains("bad1.test is not to my taste");
        assertThat(proxy.refusal(routes(1).getFirst().domain())).isEmpty();
        assertThat(picky.asked).as("halves, not one by one").isLessThan(30);
    }

    @Test
    void aRouteThatIsWithheldIsTriedNoMoreAndNoReasonToPublishAgain() {
        ProxyConfig config = config(List.of(route("good.test"), route("bad.test")));
        proxy.apply(config);
        int asked = picky.asked;

        assertThat(proxy.served()).contains(config);
        proxy.apply(config);

        assertThat(picky.asked).isEqualTo(asked + 1);
    }

    @Test
    void aRouteThatIsChangedOrAnotherVersionGetsItsChance() {
        proxy.apply(config(List.of(route("good.test"), route("bad.test"))));
        proxy.apply(config(List.of(route("good.test"))));
        assertThat(proxy.refusals()).isEmpty();

        proxy.apply(config(List.of(route("good.test"), route("bad.test"))));
        picky.tolerant = true;
        proxy.runs("a later one");
        proxy.apply(config(List.of(route("good.test"), route("bad.test"))));

        assertThat(proxy.refusals()).isEmpty();
        assertThat(picky.live.routes()).hasSize(2);
    }

    @Test
    void whatIsNotForARouteIsStillAFault() {
        picky.refusesAll = true;
        assertThatThrownBy(() -> proxy.apply(config(routes(3)))).isInstanceOf(ProxyFault.class);
        picky.gone = true;
        assertThatThrownBy(() -> proxy.apply(config(routes(3))))
                .isInstanceOfSatisfying(
                        ProxyFault.class, f -> assertThat(f.refused()).isFalse());
    }

    private static ProxyConfig config(List<Route> routes) {
        return new ProxyConfig(routes);
    }

    private static List<Route> routes(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> route("s" + i + ".test"))
                .toList());
    }

    private static Route route(String host) {
        return new Route(new Domain("http", host, "/"), "a/b", List.of(new Upstream("c", 80)));
    }

    /** Refuses every configuration with a host that begins with "bad". */
    private static final class Picky implements HttpProxy {
        private ProxyConfig live = ProxyConfig.empty();
        private int asked;
        private boolean tolerant;
        private boolean refusesAll;
        private boolean gone;

        @Override
        public void apply(ProxyConfig config) {
            asked++;
            if (gone) {
                throw new ProxyFault(false, "gone", new IllegalStateException());
            }
            config.routes().stream()
                    .map(r -> r.domain().host())
                    .filter(h -> refusesAll || (!tolerant && h.startsWith("bad")))
                    .findFirst()
                    .ifPresent(h -> {
                        throw new ProxyFault(true, h + " is not to my taste", new IllegalStateException());
                    });
            if (refusesAll) {
                throw new ProxyFault(true, "nothing is", new IllegalStateException());
            }
            live = config;
        }

        @Override
        public Optional<ProxyConfig> served() {
            return Optional.of(live);
        }

        @Override
        public String kind() {
            return "picky";
        }

        @Override
        public String defaultImage() {
            return "picky:1";
        }

        @Override
        public Launch launch() {
            return new Launch("/c", "/t", List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
        }

        @Override
        public void runs(String version) {}

        @Override
        public Set<ProxyLimit> limits() {
            return Set.of();
        }

        @Override
        public void prepare() {}

        @Override
        public boolean countsInFlight() {
            return false;
        }

        @Override
        public OptionalInt inFlight(Upstream upstream) {
            return OptionalInt.empty();
        }
    }
}
