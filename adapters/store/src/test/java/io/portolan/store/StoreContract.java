package io.portolan.store;

import static io.portolan.store.Samples.NOW;
import static io.portolan.store.Samples.deploy;
import static io.portolan.store.Samples.destination;
import static io.portolan.store.Samples.domain;
import static io.portolan.store.Samples.domainRecord;
import static io.portolan.store.Samples.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.engine.store.Conflict;
import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.Event;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.Revision.Status;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Secret;
import io.portolan.model.route.Credential;
import io.portolan.model.route.Edge;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.route.Target;
import io.portolan.model.route.Www;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.Cidr;
import io.portolan.planner.Desired;
import io.portolan.planner.Facts.ReservedPort;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.Reservations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does, whatever it is made of. */
abstract class StoreContract {
    protected Store store;

    abstract Store open();

    @BeforeEach
    void openWithOneDestination() {
        store = open();
        store.addDestination(
                destination(store, Samples.DESTINATION, "web"),
                new TreeMap<>(Map.of("dst", Cidr.parse("10.9.0.0/22"))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String environment() {
        return store.identity().environment();
    }

    private StackRecord stack(String id) {
        return store.stackById(id).orElseThrow();
    }

    private List<Status> statuses(String stack) {
        return store.revisions(stack).stream().map(Revision::status).toList();
    }

    @Test
    void hasAnIdentityWithAllIds() {
        Store.Identity identity = store.identity();
        assertThat(List.of(identity.instance(), identity.team(), identity.project(), identity.environment()))
                .doesNotHaveDuplicates()
                .allMatch(id -> !id.isEmpty());
        assertThat(identity.instance()).matches("[0-9a-f-]{36}");
        assertThat(identity.fingerprintKey().reveal()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    void acceptedPlanIsACandidateThatReservesWhatItNeeds() {
        deploy(store, "s1", "blog", 1)
                .subnet("blog-net", "10.0.0.0/28")
                .port("0.0.0.0", 8080)
                .domain("blog.test", "web")
                .generated("PASSWORD", "secret")
                .into(store);

        StackRecord stack = store.stack(environment(), "blog").orElseThrow();
        assertThat(stack).isEqualTo(stack("s1"));
        assertThat(stack.active()).isEmpty();
        assertThat(stack.candidate()).hasValue(1);
        assertThat(store.revision("s1", 1)).contains(Samples.revision("s1", 1));
        assertThat(store.reservedSubnets()).containsEntry("blog-net", Cidr.parse("10.0.0.0/28"));
        assertThat(store.reservedPorts()).containsExactly(new ReservedPort(tcp("0.0.0.0", 8080), "s1", "stack blog"));
        assertThat(store.domains()).containsExactly(domainRecord("s1", "blog.test", "web"));
        assertThat(store.generatedVariables("s1")).containsExactly(Map.entry("PASSWORD", new Secret("secret")));
    }

    @Test
    void refusedPlanLeavesNothingBehind() {
        deploy(store, "s1", "shop", 1).port("0.0.0.0", 8080).into(store);
        Samples.Deploy second = deploy(store, "s2", "blog", 1)
                .subnet("blog-net", "10.0.0.0/28")
                .generated("PASSWORD", "secret")
                .port("0.0.0.0", 8080);
        assertThatThrownBy(() -> second.into(store)).isInstanceOf(Conflict.class);
        assertThat(store.stackById("s2")).isEmpty();
        assertThat(store.revisions("s2")).isEmpty();
        assertThat(store.reservedSubnets()).doesNotContainKey("blog-net");
        assertThat(store.generatedVariables("s2")).isEmpty();
    }

    @Test
    void promotedCandidateIsActiveAndItsPredecessorSuperseded() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        deploy(store, "s1", "blog", 2).over(1).promotedIn(store);
        assertThat(stack("s1").active()).hasValue(2);
        assertThat(stack("s1").candidate()).isEmpty();
        assertThat(statuses("s1")).containsExactly(Status.SUPERSEDED, Status.ACTIVE);
        assertThat(store.failure("s1")).isEmpty();
    }

    @Test
    void promotionReleasesWhatTheNewRevisionNoLongerNeeds() {
        deploy(store, "s1", "blog", 1)
                .subnet("old", "10.0.0.0/28")
                .port("0.0.0.0", 8080)
                .domain("old.test", "web")
                .promotedIn(store);
        Samples.Deploy second = deploy(store, "s1", "blog", 2)
                .over(1)
                .subnet("new", "10.0.0.16/28")
                .port("0.0.0.0", 9090)
                .domain("new.test", "web")
                .into(store);
        assertThat(store.reservedPorts()).hasSize(2);
        store.promote("s1", 2, second.reservations());
        assertThat(store.reservedSubnets()).containsOnlyKeys("dst", "new");
        assertThat(store.reservedPorts()).containsExactly(new ReservedPort(tcp("0.0.0.0", 9090), "s1", "stack blog"));
        assertThat(store.domains()).extracting(DomainRecord::domain).containsExactly(domain("new.test"));
        assertThat(store.domains()).allMatch(DomainRecord::live);
    }

    @Test
    void failedCandidateLeavesTheActiveRevisionAsItWas() {
        Samples.Deploy first =
                deploy(store, "s1", "blog", 1).port("0.0.0.0", 8080).domain("blog.test", "web");
        first.promotedIn(store);
        List<DomainRecord> before = store.domains();
        deploy(store, "s1", "blog", 2)
                .over(1)
                .port("0.0.0.0", 9090)
                .domain("blog.test", "other")
                .domain("new.test", "web")
                .into(store);
        store.fail("s1", 2, "web never became healthy", first.reservations());
        assertThat(stack("s1").active()).hasValue(1);
        assertThat(stack("s1").candidate()).isEmpty();
        assertThat(statuses("s1")).containsExactly(Status.ACTIVE, Status.FAILED);
        assertThat(store.failure("s1")).contains("web never became healthy");
        assertThat(store.domains()).isEqualTo(before);
        assertThat(store.reservedPorts()).containsExactly(new ReservedPort(tcp("0.0.0.0", 8080), "s1", "stack blog"));
    }

    @Test
    void candidateChangesALiveDomainOnlyWhenItIsPromoted() {
        deploy(store, "s1", "blog", 1).domain("blog.test", "web").promotedIn(store);
        Samples.Deploy second = deploy(store, "s1", "blog", 2)
                .over(1)
                .domain("blog.test", "api")
                .into(store);
        assertThat(store.domains()).extracting(DomainRecord::service).containsExactly("web");
        store.promote("s1", 2, second.reservations());
        assertThat(store.domains()).extracting(DomainRecord::service).containsExactly("api");
    }

    @Test
    void domainAddedDuringARolloutSurvivesItsEnd() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        deploy(store, "s1", "blog", 2).over(1).into(store);
        DomainRecord added = added("added.test", RouteOptions.none());
        store.addDomain(added);
        store.promote("s1", 2, Reservations.none());
        assertThat(store.domains()).containsExactly(added);
        deploy(store, "s1", "blog", 3).over(2).into(store);
        store.fail("s1", 3, "no", Reservations.none());
        assertThat(store.domains()).containsExactly(added);
    }

    @Test
    void failureIsHistoryOnceANewRolloutBegins() {
        deploy(store, "s1", "blog", 1).into(store);
        store.fail("s1", 1, "no", Reservations.none());
        deploy(store, "s1", "blog", 2).into(store);
        assertThat(store.failure("s1")).isEmpty();
    }

    @Test
    void supersededCandidateCanNeitherBePromotedNorFail() {
        deploy(store, "s1", "blog", 1).domain("old.test", "web").into(store);
        deploy(store, "s1", "blog", 2).domain("new.test", "web").into(store);
        assertThat(statuses("s1")).containsExactly(Status.SUPERSEDED, Status.CANDIDATE);
        assertThat(store.domains()).extracting(DomainRecord::domain).containsExactly(domain("new.test"));
        assertThatThrownBy(() -> store.promote("s1", 1, Reservations.none())).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> store.fail("s1", 1, "no", Reservations.none())).isInstanceOf(Conflict.class);
        assertThat(stack("s1").candidate()).hasValue(2);
    }

    @Test
    void sameRevisionIsAcceptedOnce() {
        deploy(store, "s1", "blog", 1).into(store);
        assertThatThrownBy(() -> deploy(store, "s1", "blog", 1).into(store))
                .isInstanceOf(Conflict.class)
                .hasMessage("somebody deployed revision 1 of stack blog meanwhile: plan again");
    }

    @Test
    void conflictNamesTheHolder() {
        deploy(store, "s1", "shop", 1)
                .subnet("shop-net", "10.0.0.0/24")
                .port("0.0.0.0", 8080)
                .domain("shop.test", "web")
                .into(store);
        refuses(deploy(store, "s2", "shop", 1), "the name shop is taken by a stack in environment production");
        refuses(deploy(store, "s2", "blog", 1).port("127.0.0.1", 8080), "host port 8080/tcp is held by stack shop");
        refuses(
                deploy(store, "s2", "blog", 1).domain("shop.test", "api"),
                "http://shop.test is claimed by stack shop, service web");
        refuses(
                deploy(store, "s2", "blog", 1).subnet("blog-net", "10.0.0.240/28"),
                "the subnet 10.0.0.240/28 overlaps 10.0.0.0/24 of network shop-net, held by stack shop");
        refuses(
                deploy(store, "s2", "blog", 1).subnet("blog-net", "10.9.3.0/28"),
                "the subnet 10.9.3.0/28 overlaps 10.9.0.0/22 of network dst, held by destination web");
        refuses(
                deploy(store, "s2", "blog", 1).subnet("shop-net", "10.1.0.0/28"),
                "the network name shop-net is held by stack shop");
    }

    private static DomainRecord added(String host, RouteOptions options) {
        return new DomainRecord(domain(host), "s1", "web", OptionalInt.empty(), options, true, NOW);
    }

    @Test
    void theProxyThatWasChosenLastIsRemembered() {
        assertThat(store.proxyChoice()).isEmpty();
        store.chooseProxy(new ProxyChoice("haproxy", Optional.empty()));
        store.chooseProxy(new ProxyChoice("caddy", Optional.of("caddy:2.11")));
        assertThat(store.proxyChoice()).contains(new ProxyChoice("caddy", Optional.of("caddy:2.11")));
    }

    @Test
    void optionsOfADomainAreKeptThroughDeploys() {
        deploy(store, "s1", "shop", 1).promotedIn(store);
        Middlewares guarded = new Middlewares(
                List.of(AddressBlock.parse("10.0.0.0/8").orElseThrow()),
                List.of(new Credential("ada", "$2b$10$x", "00", "ff")),
                OptionalLong.of(1_000),
                true,
                true,
                new HeaderRules(new TreeMap<>(Map.of("X-A", "1")), new TreeMap<>()));
        RouteOptions options = new RouteOptions(
                Www.BOTH,
                Edge.PROXIED,
                true,
                Target.Protocol.H2C,
                true,
                Optional.of(Duration.ofSeconds(7)),
                Optional.of(new Target.Redirect(
                        "https", Optional.of("b.test"), OptionalInt.of(8443), Optional.empty(), true)),
                guarded);
        store.addDomain(added("shop.test", options));
        assertThat(store.domains()).containsExactly(added("shop.test", options));
        deploy(store, "s1", "shop", 2).over(1).domain("shop.test", "api").promotedIn(store);
        assertThat(store.domains()).extracting(DomainRecord::options).containsExactly(options);
    }

    @Test
    void theOtherHostOfAPairIsTakenToo() {
        deploy(store, "s1", "shop", 1).promotedIn(store);
        store.addDomain(added("shop.test", RouteOptions.none().www(Www.TO_NON_WWW)));
        refuses(
                deploy(store, "s2", "blog", 1).domain("www.shop.test", "web"),
                "http://www.shop.test is claimed by stack shop, service web");
        store.addDomain(added("www.other.test", RouteOptions.none()));
        assertThatThrownBy(() ->
                        store.addDomain(added("other.test", RouteOptions.none().www(Www.BOTH))))
                .isInstanceOf(Conflict.class)
                .hasMessage("http://www.other.test is claimed by stack shop, service web");
        store.removeDomain(domain("shop.test"));
        deploy(store, "s2", "blog", 1).domain("www.shop.test", "web").into(store);
    }

    private void refuses(Samples.Deploy deploy, String message) {
        assertThatThrownBy(() -> deploy.into(store))
                .isInstanceOf(Conflict.class)
                .hasMessage(message);
    }

    @Test
    void wildcardAddressOverlapsEveryAddressOfThePort() {
        deploy(store, "s1", "a", 1).port("127.0.0.1", 80).port("::", 81).into(store);
        refuses(deploy(store, "s2", "b", 1).port("0.0.0.0", 80), "host port 80/tcp is held by stack a");
        refuses(deploy(store, "s2", "b", 1).port("[::1]", 81), "host port 81/tcp is held by stack a");
        refuses(deploy(store, "s2", "b", 1).port("[::]", 81), "host port 81/tcp is held by stack a");
        deploy(store, "s2", "b", 1).port("192.0.2.1", 80).port("0.0.0.0", 82).into(store);
    }

    @Test
    void theFamiliesOfAddressesHavePortsOfTheirOwn() {
        deploy(store, "s1", "a", 1).port("0.0.0.0", 80).port("::", 81).into(store);
        deploy(store, "s2", "b", 1).port("::", 80).port("192.0.2.1", 81).into(store);
        assertThat(store.reservedPorts()).hasSize(4);
    }

    @Test
    void neighbouringSubnetsDoNotOverlap() {
        deploy(store, "s1", "a", 1).subnet("n1", "10.0.0.0/22").into(store);
        deploy(store, "s2", "b", 1)
                .subnet("n2", "10.0.4.0/28")
                .subnet("n3", "9.255.0.0/16")
                .into(store);
        assertThat(store.reservedSubnets()).containsKeys("n1", "n2", "n3");
    }

    @Test
    void reservedSubnetsMoveAndReturn() {
        store.reserveSubnets("ingress", new TreeMap<>(Map.of("in", Cidr.parse("10.5.0.0/28"))));
        store.reserveSubnets("ingress", new TreeMap<>(Map.of("in", Cidr.parse("10.5.0.0/24"))));
        assertThat(store.reservedSubnets()).containsEntry("in", Cidr.parse("10.5.0.0/24"));
        refuses(
                deploy(store, "s1", "a", 1).subnet("n", "10.5.0.0/28"),
                "the subnet 10.5.0.0/28 overlaps 10.5.0.0/24 of network in, held by ingress");
    }

    @Test
    void generatedVariableNeverChangesItsValue() {
        deploy(store, "s1", "blog", 1).generated("A", "1").promotedIn(store);
        refuses(
                deploy(store, "s1", "blog", 2).over(1).generated("A", "2"),
                "the generated variable A got its value meanwhile: plan again");
        deploy(store, "s1", "blog", 2)
                .over(1)
                .generated("A", "1")
                .generated("B", "2")
                .into(store);
        assertThat(store.generatedVariables("s1")).containsOnlyKeys("A", "B");
    }

    @Test
    void retiredStackComesBackWithItsVariables() {
        deploy(store, "s1", "blog", 1)
                .generated("A", "1")
                .port("0.0.0.0", 80)
                .subnet("n", "10.0.0.0/28")
                .domain("blog.test", "web")
                .promotedIn(store);
        store.mark("s1", "migrate", ContainerMark.COMPLETED);
        store.removeStack("s1", true);
        assertThat(store.stacks()).isEmpty();
        assertThat(store.stackById("s1")).isEmpty();
        assertThat(store.domains()).isEmpty();
        assertThat(store.reservedPorts()).isEmpty();
        assertThat(store.reservedSubnets()).containsOnlyKeys("dst");
        assertThat(store.revisions("s1")).isEmpty();
        assertThat(store.marked("s1", ContainerMark.COMPLETED)).isEmpty();
        StackRecord retired = store.retired(environment(), "blog").orElseThrow();
        assertThat(List.of(retired.id(), retired.slug())).containsExactly("s1", "s1");
        refuses(
                deploy(store, "s2", "blog", 1),
                "the name blog belongs to a removed stack in environment production whose volumes were kept: plan"
                        + " again to take it up, or remove it with its volumes");
        deploy(store, "s1", "blog", 1).promotedIn(store);
        assertThat(store.retired(environment(), "blog")).isEmpty();
        assertThat(stack("s1").active()).hasValue(1);
        assertThat(store.generatedVariables("s1")).containsOnlyKeys("A");
    }

    @Test
    void stackRemovedWithItsVolumesIsForgotten() {
        deploy(store, "s1", "blog", 1).generated("A", "1").promotedIn(store);
        store.removeStack("s1", true);
        store.removeStack("s1", false);
        store.removeStack("s1", false);
        assertThat(store.retired(environment(), "blog")).isEmpty();
        assertThat(store.generatedVariables("s1")).isEmpty();
        deploy(store, "s2", "blog", 1).into(store);
    }

    @Test
    void planForAStackThatWasRemovedIsRefused() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        store.removeStack("s1", true);
        refuses(deploy(store, "s1", "blog", 2).over(1), "the stack was removed meanwhile");
        assertThatThrownBy(() -> store.addDomain(domainRecord("s1", "x.test", "web")))
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> store.setStopped("s1", true)).isInstanceOf(Conflict.class);
    }

    @Test
    void containersThatWereToldToStopAreRemembered() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        store.mark("s1", "web.1", ContainerMark.STOPPING);
        store.mark("s1", "web.1", ContainerMark.STOPPING);
        store.mark("s1", "web.2", ContainerMark.STOPPING);
        store.unmark("s1", "web.2", ContainerMark.STOPPING);
        store.unmark("s1", "web.3", ContainerMark.STOPPING);
        store.mark("s1", "web.3", ContainerMark.STARTING);
        assertThat(store.marked("s1", ContainerMark.STOPPING)).containsExactly("web.1");
        assertThat(store.marked("s1", ContainerMark.STARTING)).containsExactly("web.3");
        store.removeStack("s1", true);
        assertThat(store.marked("s1", ContainerMark.STOPPING)).isEmpty();
        assertThatThrownBy(() -> store.mark("s1", "web.1", ContainerMark.STOPPING))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void renamedStackKeepsItsSlug() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        deploy(store, "s1", "journal", 2).over(1).promotedIn(store);
        assertThat(store.stack(environment(), "blog")).isEmpty();
        assertThat(store.stack(environment(), "journal").orElseThrow().slug()).isEqualTo("s1");
    }

    @Test
    void stoppedAndCompletedAreRemembered() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        store.setStopped("s1", true);
        store.mark("s1", "migrate", ContainerMark.COMPLETED);
        store.mark("s1", "migrate", ContainerMark.COMPLETED);
        assertThat(stack("s1").stopped()).isTrue();
        assertThat(store.marked("s1", ContainerMark.COMPLETED)).isEqualTo(Set.of("migrate"));
        store.setStopped("s1", false);
        assertThat(stack("s1").stopped()).isFalse();
    }

    @Test
    void destinationInUseIsNotRemoved() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        deploy(store, "s2", "shop", 1).promotedIn(store);
        assertThatThrownBy(() -> store.removeDestination(Samples.DESTINATION, Set.of("dst")))
                .isInstanceOf(Conflict.class)
                .hasMessage("the destination is used by stack blog, stack shop");
        store.removeStack("s1", true);
        store.removeStack("s2", false);
        store.removeDestination(Samples.DESTINATION, Set.of("dst"));
        assertThat(store.destinations()).isEmpty();
        assertThat(store.reservedSubnets()).isEmpty();
        refuses(deploy(store, "s3", "late", 1), "the destination was removed meanwhile: choose another one");
    }

    @Test
    void stackStaysWhereItIsUntilItsCandidateIsPromoted() {
        store.addDestination(destination(store, "d2", "data"), new TreeMap<>());
        deploy(store, "s1", "blog", 1).at(Samples.DESTINATION, "db").promotedIn(store);
        assertThat(placement("s1")).isEqualTo(place(Samples.DESTINATION, "db"));

        Samples.Deploy move =
                deploy(store, "s1", "blog", 2).over(1).at("d2", "all").into(store);
        assertThat(placement("s1")).isEqualTo(place(Samples.DESTINATION, "db"));
        assertThatThrownBy(() -> store.setDestinationRemoving("d2"))
                .isInstanceOf(Conflict.class)
                .hasMessage("the destination is used by stack blog");

        store.fail("s1", 2, "it did not start", move.reservations());
        assertThat(placement("s1")).isEqualTo(place(Samples.DESTINATION, "db"));
        store.setDestinationRemoving("d2");
        assertThat(store.destinations()).filteredOn(DestinationRecord::removing).hasSize(1);
        refuses(
                deploy(store, "s1", "blog", 3).over(1).at("d2"),
                "the destination was removed meanwhile: choose another one");

        store.addDestination(destination(store, "d3", "more"), new TreeMap<>());
        deploy(store, "s1", "blog", 3).over(1).at("d3", "all").promotedIn(store);
        assertThat(placement("s1")).isEqualTo(place("d3", "all"));
        store.removeDestination("d2", Set.of());
    }

    @Test
    void servicesJoinAndLeaveTheDestination() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        store.setJoined("s1", JoinedServices.of(List.of("db", "web")));
        assertThat(placement("s1")).isEqualTo(place(Samples.DESTINATION, "db", "web"));
        store.removeStack("s1", true);
        assertThat(store.retired(store.identity().environment(), "blog"))
                .map(s -> s.placement().joined())
                .contains(JoinedServices.none());
    }

    @Test
    void destinationKeepsItsLabels() {
        DestinationRecord plain = destination(store, "d2", "data");
        DestinationRecord labelled = new DestinationRecord(
                plain.id(),
                plain.name(),
                plain.team(),
                plain.server(),
                Optional.of("lan"),
                Map.of("team", "a", "floor", ""),
                false,
                plain.createdAt());
        store.addDestination(labelled, new TreeMap<>());
        assertThat(store.destinations()).contains(labelled);
    }

    private Desired.Placement placement(String stack) {
        return store.stackById(stack).orElseThrow().placement().place();
    }

    private static Desired.Placement place(String destination, String... joined) {
        return new Desired.Placement(destination, JoinedServices.of(List.of(joined)));
    }

    @Test
    void destinationNameIsUniqueInTheTeam() {
        assertThatThrownBy(() -> store.addDestination(destination(store, "d2", "web"), new TreeMap<>()))
                .isInstanceOf(Conflict.class)
                .hasMessage("the team has a destination named web already");
        store.addDestination(destination(store, "d2", "data"), new TreeMap<>());
        assertThat(store.destinations())
                .containsExactly(destination(store, "d2", "data"), destination(store, Samples.DESTINATION, "web"));
    }

    @Test
    void domainsAreAddedAndRemovedByMeaning() {
        deploy(store, "s1", "blog", 1).promotedIn(store);
        store.addDomain(domainRecord("s1", "blog.test", "web"));
        assertThatThrownBy(() -> store.addDomain(domainRecord("s1", "blog.test", "web")))
                .isInstanceOf(Conflict.class)
                .hasMessage("http://blog.test is claimed by stack blog, service web");
        assertThat(store.removeDomain(new io.portolan.model.route.Domain("https", "blog.test", "/")))
                .isTrue();
        assertThat(store.removeDomain(domain("blog.test"))).isFalse();
    }

    @Test
    void planIsKeptUntilItExpires() {
        PlanRecord plan = Samples.plan("p1", NOW);
        store.savePlan(plan);
        assertThat(store.plan("p1")).contains(plan);
        store.expirePlans(NOW);
        assertThat(store.plan("p1")).isPresent();
        store.expirePlans(NOW.plusMillis(1));
        assertThat(store.plan("p1")).isEmpty();
    }

    @Test
    void eventsComeNewestFirst() {
        store.addEvent(NOW, "deploy.failed", "stack blog", "first");
        store.addEvent(NOW, "repair.container", "blog.web.1", "second");
        assertThat(store.events(10)).extracting(Event::message).containsExactly("second", "first");
        assertThat(store.events(1)).extracting(Event::subject).containsExactly("blog.web.1");
    }

    @Test
    void tokenIsKnownByItsHash() {
        store.addToken("laptop", "ab12", NOW);
        assertThat(store.hasToken("ab12")).isTrue();
        assertThat(store.hasToken("ab13")).isFalse();
    }
}
