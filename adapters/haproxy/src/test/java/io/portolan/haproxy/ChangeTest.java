package io.portolan.haproxy;

import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.route.Credential;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.AddressBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a change of routes is told HAProxy as. */
class ChangeTest {
    private static final Allocation.Busy NOBODY = (_, _) -> false;
    private static final Route ONE = route("http://one.test", "a:80");
    private static final String ROUTES = "/run/portolan/current/routes.map";

    private final HaproxyConfig rendering = new HaproxyConfig("/run/portolan", 80, 443, true);
    private final Allocation start = Allocation.none().tidied();

    @Test
    void addsARouteOnceItsContainerIsInItsSlot() {
        Change.Commands commands = commands(config(), config(ONE));

        assertThat(commands.before())
                .containsExactly(
                        "set server b1/1 fqdn nobody.invalid",
                        "set server b1/1 addr 0.0.0.0 port 80",
                        "set server b1/1 fqdn a");
        assertThat(commands.arriving())
                .containsExactly(new Change.Arrival(new Change.Place(1, 1), upstream("a:80"), true));
        assertThat(commands.after()).containsExactly("add map " + ROUTES + " http:one.test/ b1|http|0|.|.|.|.");
    }

    @Test
    void takesARouteAwayBeforeItsContainerLeaves() {
        assertThat(commands(config(ONE), config()).after())
                .containsExactly("del map " + ROUTES + " http:one.test/", "set server b1/1 state maint");
    }

    @Test
    void bringsTheNextContainerInBeforeTheFormerLeaves() {
        Change.Commands commands = commands(config(ONE), config(route("http://one.test", "b:80")));

        assertThat(commands.arriving())
                .containsExactly(new Change.Arrival(new Change.Place(1, 2), upstream("b:80"), true));
        assertThat(commands.after()).containsExactly("set server b1/1 state maint");
    }

    @Test
    void asksForNoNameOfAContainerThatHasLeft() {
        Slot left = new Slot.Leaving(upstream("a:80"));

        assertThat(SlotCommands.between(left, new Slot.Empty(), new Change.Place(1, 2))
                        .after())
                .containsExactly("set server b1/2 fqdn nobody.invalid");
    }

    @Test
    void exchangesWhatARouteRefersToInOneStep() {
        Change.Commands commands = commands(config(guarded("a")), config(guarded("b")));

        assertThat(commands.before()).singleElement().asString().startsWith("add map /run/portolan/current/users.map ");
        assertThat(commands.after()).hasSize(2);
        assertThat(commands.after().getFirst()).startsWith("set map " + ROUTES);
        assertThat(commands.after().getLast()).startsWith("del map /run/portolan/current/users.map ");
    }

    @Test
    void expressesAddressesLimitsAndHeadersThatAreKnownInMaps() {
        ProxyConfig known = config(with(Middlewares.none().withHeaders(headers("x-a", "old"))));

        assertThat(change(known, config(with(Middlewares.none().withHeaders(headers("x-a", "new; 'er'"))))))
                .isInstanceOf(Change.Commands.class);
        assertThat(change(
                        known,
                        config(with(Middlewares.none()
                                .withHeaders(headers("x-a", "old"))
                                .limitedTo(10)
                                .allowing(
                                        List.of(AddressBlock.parse("10.0.0.0/9").orElseThrow()))))))
                .isInstanceOf(Change.Commands.class);
    }

    @Test
    void reloadsForAHeaderThatNobodyHadUsed() {
        assertThat(change(config(ONE), config(with(Middlewares.none().withHeaders(headers("x-a", "b"))))))
                .isInstanceOf(Change.Reload.class);
    }

    @Test
    void reloadsWhenThereAreNotEnoughBackends() {
        Route[] many = new Route[20];
        for (int i = 0; i < many.length; i++) {
            many[i] = route("http://s" + i + ".test", "a:80");
        }

        assertThat(change(config(), config(many))).isInstanceOf(Change.Reload.class);
    }

    @Test
    void saysNothingWhenNothingChanges() {
        Change.Commands commands = commands(config(ONE), config(ONE));

        assertThat(commands).isEqualTo(new Change.Commands(List.of(), List.of(), List.of()));
    }

    @Test
    void letsNoValueEndACommandOrALine() {
        Change.Commands commands = commands(
                config(with(Middlewares.none().withHeaders(headers("x-a", "b")))),
                config(with(Middlewares.none().withHeaders(headers("x-a", "c; shutdown\nd \\")))));

        assertThat(commands.before()).singleElement().asString().endsWith("=c\\;\\ shutdownd\\ \\\\");
    }

    private Change.Commands commands(ProxyConfig former, ProxyConfig next) {
        return (Change.Commands) change(former, next);
    }

    private Change change(ProxyConfig former, ProxyConfig next) {
        Allocation there = start.serving(former, NOBODY);
        return Change.between(rendering.render(former, there), rendering.render(next, there.serving(next, NOBODY)));
    }

    private static Route guarded(String user) {
        return with(
                Middlewares.none().guardedBy(List.of(new Credential(user, "$2b$", "0".repeat(32), "f".repeat(64)))));
    }

    private static Route with(Middlewares middlewares) {
        return new Route(ONE.domain(), ONE.owner(), ONE.target(), middlewares);
    }

    private static HeaderRules headers(String name, String value) {
        return new HeaderRules(new TreeMap<>(Map.of(name, value)), new TreeMap<>());
    }

    private static ProxyConfig config(Route... routes) {
        return new ProxyConfig(List.of(routes));
    }
}
