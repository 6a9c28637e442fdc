package io.portolan.planner.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.stack.Protocol;
import io.portolan.planner.reach.Way.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules one by one, each as packets showed it on Docker Engine 20.10. */
class ReachabilityRulesTest {
    private static final Map<String, String> APART = Map.of("com.docker.network.bridge.enable_icc", "false");
    private static final Map<String, String> UNTRANSLATED =
            Map.of("com.docker.network.bridge.enable_ip_masquerade", "false");

    private final ReachServer server = new ReachServer()
            .network("blue", "10.1.0.0/24")
            .network("red", "10.2.0.0/24")
            .host("192.0.2.1");

    @Test
    void membersReachEachOtherByNameAndOthersDoNot() {
        server.container("web").on("blue", "10.1.0.2", "site");
        server.container("db").on("blue", "10.1.0.3", "postgres");
        server.container("stranger").on("red", "10.2.0.2", "postgres");
        Way way = server.way("blue", Kind.NETWORK, "web", "db");
        assertThat(way.names()).containsExactly("db", "postgres");
        assertThat(way.addresses()).containsExactly("10.1.0.3");
        assertThat(way.port()).hasToString("any");
        assertThat(server.reached("stranger")).isEmpty();
        assertThat(server.reached("web")).containsExactly("db");
    }

    @Test
    void theHostReachesContainersOfEveryBridge() {
        server.network("attic", "10.3.0.0/24", true, Map.of());
        server.container("db").on("attic", "10.3.0.2");
        server.container("agent").on("host", "");
        Way way = server.way("attic", Kind.NETWORK, "host", "db");
        assertThat(way.from()).singleElement().satisfies(p -> assertThat(p.sharing())
                .containsExactly("agent"));
    }

    @Test
    void membersThatAreKeptApartReachOnlyThemselves() {
        server.network("apart", "10.3.0.0/24", false, APART);
        server.container("one").on("apart", "10.3.0.2");
        server.container("two").on("apart", "10.3.0.3");
        assertThat(server.reached("one")).isEmpty();
    }

    @Test
    void aPortOnAllAddressesIsReachedThroughTheHost() {
        server.network("attic", "10.3.0.0/24", true, Map.of());
        server.network("plain", "10.4.0.0/24", false, UNTRANSLATED);
        server.container("web").on("blue", "10.1.0.2").bound("0.0.0.0", 8080, 80);
        server.container("neighbour").on("red", "10.2.0.2");
        server.container("locked").on("attic", "10.3.0.2");
        server.container("untranslated").on("plain", "10.4.0.2");
        Way way = server.way("red", Kind.PUBLISHED, "neighbour", "web");
        assertThat(way.port()).isEqualTo(new Way.Port(Optional.of(Protocol.TCP), 8080, 80));
        assertThat(way.addresses()).containsExactly("10.1.0.1", "10.2.0.1", "10.3.0.1", "10.4.0.1", "192.0.2.1");
        assertThat(server.reached("web")).containsExactly("web");
        assertThat(server.reached("locked")).isEmpty();
        assertThat(server.reached("untranslated")).isEmpty();
        assertThat(server.way("blue", Kind.PUBLISHED, "outside", "web").addresses())
                .doesNotContain("127.0.0.1");
        assertThat(server.way("blue", Kind.PUBLISHED, "host", "web").addresses())
                .contains("127.0.0.1");
    }

    @Test
    void whatIsNotTranslatedReachesPortsOfItsOwnNetwork() {
        server.network("plain", "10.4.0.0/24", false, UNTRANSLATED);
        server.container("web").on("plain", "10.4.0.2").bound("0.0.0.0", 8080, 80);
        server.container("beside").on("plain", "10.4.0.3");
        assertThat(server.way("plain", Kind.PUBLISHED, "beside", "web").addresses())
                .contains("192.0.2.1");
    }

    @Test
    void anAddressOfAnInternalNetworkIsSentToByThatNetwork() {
        server.network("attic", "10.3.0.0/24", true, Map.of());
        server.container("web").on("blue", "10.1.0.2").bound("0.0.0.0", 8080, 80);
        server.container("both").on("attic", "10.3.0.2").on("red", "10.2.0.2");
        assertThat(server.way("red", Kind.PUBLISHED, "both", "web").addresses())
                .doesNotContain("10.3.0.1")
                .contains("10.2.0.1");
    }

    @Test
    void withoutTheEnginesForwarderOnlyTheSameNetworkComesToAPublishedPort() {
        server.listener("0.0.0.0", 8080, "dockerd (pid 7)");
        server.container("web").on("blue", "10.1.0.2").bound("0.0.0.0", 8080, 80);
        server.container("beside").on("blue", "10.1.0.3");
        server.container("neighbour").on("red", "10.2.0.2");
        assertThat(server.way("blue", Kind.PUBLISHED, "beside", "web").addresses())
                .contains("192.0.2.1");
        assertThat(server.reached("neighbour")).isEmpty();
    }

    @Test
    void aPortOnTheLoopbackIsTheHostsOwn() {
        server.container("web").on("blue", "10.1.0.2").bound("127.0.0.1", 8080, 80);
        server.container("neighbour").on("red", "10.2.0.2");
        assertThat(server.reached("neighbour")).isEmpty();
        assertThat(server.way("blue", Kind.PUBLISHED, "host", "web").addresses())
                .containsExactly("127.0.0.1");
        // A machine beside the host need not ask the host: the engine lets it through to the container's address.
        assertThat(server.way("blue", Kind.ROUTED, "outside", "web").port()).hasToString("80/tcp");
    }

    @Test
    void programsOfTheHostAreReachedFromInternalNetworksToo() {
        server.network("attic", "10.3.0.0/24", true, Map.of());
        server.listener("0.0.0.0", 22, "sshd (pid 8)").listener("127.0.0.1", 8000, "java (pid 9)");
        server.container("locked").on("attic", "10.3.0.2");
        server.container("alone").on("none", "");
        Way way = server.way("attic", Kind.HOST, "locked", "host");
        assertThat(way.port()).hasToString("22/tcp");
        assertThat(way.addresses()).contains("10.1.0.1", "192.0.2.1");
        assertThat(way.reason()).contains("sshd (pid 8)");
        assertThat(server.reached("locked")).containsExactly("host");
        assertThat(server.reached("alone")).isEmpty();
    }

    @Test
    void whoSharesANetworkStackIsReachedAsItsHolder() {
        server.container("web").on("blue", "10.1.0.2");
        server.container("guest").in("web");
        server.container("peer").on("blue", "10.1.0.3");
        assertThat(server.way("blue", Kind.NETWORK, "peer", "web").to().sharing())
                .containsExactly("guest");
        assertThat(server.way("blue", Kind.NETWORK, "web", "peer").from())
                .anySatisfy(p -> assertThat(p.sharing()).containsExactly("guest"));
        assertThat(server.way("blue", Kind.LOOPBACK, "web", "web").addresses())
                .containsExactly("10.1.0.2", "127.0.0.1");
    }

    @Test
    void aNameIsTakenFromTheFirstNetworkThatKnowsItAndALinkComesBefore() {
        server.network("attic", "10.3.0.0/24", true, Map.of());
        server.container("both").on("attic", "10.3.0.2").on("blue", "10.1.0.2");
        server.container("one").on("blue", "10.1.0.3", "db");
        server.container("two").on("attic", "10.3.0.3", "db");
        assertThat(server.way("blue", Kind.NETWORK, "both", "one").names()).containsExactly("db", "one");
        assertThat(server.way("attic", Kind.NETWORK, "both", "two").names()).containsExactly("two");

        server.container("linked").linkedOn("blue", "10.1.0.4", Map.of("db", "both"));
        assertThat(server.way("blue", Kind.NETWORK, "linked", "one").names()).containsExactly("one");
        assertThat(server.way("blue", Kind.NETWORK, "linked", "both").names()).containsExactly("both", "db");
    }

    @Test
    void inIpv6NetworksAreNotKeptApartUnlessTheEngineFilters() {
        server.container("one").onBoth("blue", "10.1.0.2", "fd00:1::2");
        server.container("two").onBoth("red", "10.2.0.2", "fd00:2::2");
        server.container("four").on("red", "10.2.0.3");
        Way way = server.way("red", Kind.ROUTED, "one", "two");
        assertThat(way.addresses()).containsExactly("fd00:2::2");
        assertThat(way.from()).extracting(Party::name).containsExactly("one", "outside");
        assertThat(server.filteringIpv6().reached("one")).isEmpty();
    }

    @Test
    void whatDoesNotRunReachesNobody() {
        server.container("web").on("blue", "10.1.0.2");
        server.container("db").on("blue", "10.1.0.3").stopped();
        assertThat(server.reached("web")).isEmpty();
        assertThat(server.reached("db")).isEmpty();
    }

    @Test
    void theNameOfTheHostLeadsToWhatAnswersAtTheEnginesBridge() {
        server.gateway("172.17.0.1").listener("0.0.0.0", 3000, "ollama").listener("192.0.2.1", 3001, "node");
        server.container("web").on("blue", "10.1.0.2").knowing("Host.Docker.Internal:host-gateway");
        server.container("guest").in("web");
        server.container("other").on("blue", "10.1.0.3");

        assertThat(server.ways("blue", Kind.HOST, "web", "host"))
                .filteredOn(w -> !w.names().isEmpty())
                .singleElement()
                .satisfies(w -> {
                    assertThat(w.names()).containsExactly("host.docker.internal");
                    assertThat(w.addresses()).containsExactly("172.17.0.1");
                    assertThat(w.port()).hasToString("3000/tcp");
                    assertThat(w.from()).containsExactly(new Party(Party.Kind.CONTAINER, "web", List.of("guest")));
                });
        assertThat(server.ways("blue", Kind.HOST, "other", "host"))
                .allSatisfy(w -> assertThat(w.names()).isEmpty())
                .anySatisfy(w -> assertThat(w.addresses()).containsExactly("172.17.0.1"));
    }

    @Test
    void aNameOfTheHostsFileLeadsThroughTheHostToAPublishedPort() {
        server.container("web").on("blue", "10.1.0.2").bound("0.0.0.0", 8080, 80);
        server.container("caller").on("red", "10.2.0.2").knowing("site.example:192.0.2.1");
        assertThat(server.ways("red", Kind.PUBLISHED, "caller", "web"))
                .filteredOn(w -> w.names().contains("site.example"))
                .singleElement()
                .satisfies(w -> assertThat(w.addresses()).containsExactly("192.0.2.1"));
    }

    @Test
    void aNameOfTheHostsFileHidesTheEnginesAndMayLeadToAnother() {
        server.container("web").on("blue", "10.1.0.2").knowing("postgres:192.0.2.9", "DB2:10.1.0.3");
        server.container("db").on("blue", "10.1.0.3", "postgres");
        server.container("other").on("blue", "10.1.0.4");
        assertThat(server.way("blue", Kind.NETWORK, "web", "db").names()).containsExactly("db", "db2");
        assertThat(server.way("blue", Kind.NETWORK, "other", "db").names()).containsExactly("db", "postgres");
    }

    @Test
    void packetsComeOutAtTheBridgeOfTheFirstNetworkThatLeadsSomewhere() {
        server.network("attic", "10.0.0.0/24", true, Map.of());
        server.container("web").on("attic", "10.0.0.2").on("red", "10.2.0.2").on("blue", "10.1.0.2");
        server.container("guest").in("web");
        server.container("home").on("host", "");
        assertThat(WayOut.of(server.observed(), "web")).contains(new WayOut("blue", "br-blue"));
        assertThat(WayOut.of(server.observed(), "guest")).contains(new WayOut("blue", "br-blue"));
        assertThat(WayOut.of(server.observed(), "home")).isEmpty();
        assertThat(WayOut.of(server.observed(), "nobody")).isEmpty();
    }
}
