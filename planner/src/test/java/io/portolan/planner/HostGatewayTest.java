package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Owner;
import io.portolan.model.Secret;
import io.portolan.model.stack.Healthcheck;
import io.portolan.model.stack.Hooks;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkMode.Kind;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired.Placement;
import io.portolan.planner.Desired.Stack;
import io.portolan.planner.Desired.StackState;
import io.portolan.planner.Desired.StackState.Removal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostGatewayTest {
    private static final String NAME = "host.docker.internal";
    private static final String LINE = NAME + ":host-gateway";

    private static ServiceSpec service(String name, String... variables) {
        return service(name, NetworkMode.ofStack(), List.of(), variables);
    }

    private static ServiceSpec service(String name, NetworkMode mode, List<String> hosts, String... variables) {
        Map<String, Secret> environment = new LinkedHashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], new Secret(variables[i + 1]));
        }
        NetworkingSpec networking =
                new NetworkingSpec(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), hosts);
        return of(name, process(environment), LifecycleSpec.simple(), networking.with(mode), Map.of());
    }

    private static ServiceSpec of(
            String name,
            ProcessSpec process,
            LifecycleSpec lifecycle,
            NetworkingSpec networking,
            Map<String, String> labels) {
        return new ServiceSpec(
                name,
                new ImageRef("web:1", ImageRef.PullPolicy.MISSING),
                process,
                List.of(),
                networking,
                lifecycle,
                RuntimeOptions.defaults(),
                labels);
    }

    private static ProcessSpec process(Map<String, Secret> environment) {
        return process(Optional.empty(), Optional.empty(), environment);
    }

    private static ProcessSpec process(
            Optional<List<Secret>> command, Optional<List<Secret>> entrypoint, Map<String, Secret> environment) {
        return new ProcessSpec(
                command, entrypoint, environment, Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    private static List<Secret> words(String... words) {
        return List.of(words).stream().map(Secret::new).toList();
    }

    private static Stack stack(List<HostMention> files, ServiceSpec... services) {
        return new Stack(
                "s-shop",
                "shop",
                "shop-x1",
                new Owner("i", "t", "p", "e", "s"),
                new Placement("d", JoinedServices.none()),
                new StackSpec(List.of(services), List.of(), List.of(), List.of(), files),
                List.of(),
                List.of(),
                new StackState(false, Set.of(), Set.of(), Set.of(), 1, Removal.NO));
    }

    private static List<String> hosts(ServiceSpec of, ServiceSpec... others) {
        return hosts(of, List.of(), others);
    }

    private static List<String> hosts(ServiceSpec of, List<HostMention> files, ServiceSpec... others) {
        ServiceSpec[] all = new ServiceSpec[others.length + 1];
        System.arraycopy(others, 0, all, 1, others.length);
        all[0] = of;
        return new HostGateway(stack(files, all)).extraHosts(of);
    }

    private static List<HostMention> mentions(ServiceSpec of) {
        return new HostGateway(stack(List.of(), of)).mentions(of.name());
    }

    @Test
    void aVariableThatCallsTheHostGetsTheName() {
        assertThat(hosts(service("web", "URL", "http://" + NAME + ":3000"))).containsExactly(LINE);
    }

    @Test
    void nobodyElseGetsIt() {
        ServiceSpec other = service("other", "URL", "http://db:3000");
        assertThat(hosts(other, service("web", "URL", NAME))).isEmpty();
    }

    @Test
    void itsOwnLinesStayInFront() {
        ServiceSpec web = service("web", NetworkMode.ofStack(), List.of("a:10.0.0.1"), "URL", NAME);
        assertThat(hosts(web)).containsExactly("a:10.0.0.1", LINE);
    }

    @Test
    void whatTheFileSaysOfTheNameIsKept() {
        ServiceSpec web = service("web", NetworkMode.ofStack(), List.of("Host.Docker.Internal:10.0.0.1"), "URL", NAME);
        assertThat(hosts(web)).containsExactly("Host.Docker.Internal:10.0.0.1");
        assertThat(HostGateway.ownAddress(web)).contains("10.0.0.1");
    }

    @Test
    void whoHasNoNetworkOfTheStackIsLeftAlone() {
        for (Kind kind : List.of(Kind.HOST, Kind.NONE, Kind.CONTAINER)) {
            assertThat(hosts(service("web", new NetworkMode(kind, ""), List.of(), "URL", NAME)))
                    .isEmpty();
        }
    }

    @Test
    void whatAGuestCallsIsGivenToWhoHoldsTheNetwork() {
        ServiceSpec guest = service("guest", new NetworkMode(Kind.SERVICE, "middle"), List.of(), "URL", NAME);
        ServiceSpec middle = service("middle", new NetworkMode(Kind.SERVICE, "holder"), List.of());
        ServiceSpec holder = service("holder");
        assertThat(hosts(holder, middle, guest)).containsExactly(LINE);
        assertThat(hosts(guest, middle, holder)).isEmpty();
        assertThat(hosts(middle, guest, holder)).isEmpty();
    }

    @Test
    void aFileThatCallsTheHostCountsForWhoReadsIt() {
        List<HostMention> files = List.of(new HostMention("web", "config nginx", OptionalInt.of(3000)));
        assertThat(hosts(service("web"), files)).containsExactly(LINE);
        assertThat(hosts(service("other"), files, service("web"))).isEmpty();
    }

    @Test
    void looksWhereverAProgramIsToldSomething() {
        Healthcheck check = new Healthcheck(
                words("CMD", "curl", "http://" + NAME + ":3"),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
        Hook start = new Hook(words("ping", NAME + ":4"), "", false, "", Map.of());
        Hook stop = new Hook(words("env"), "", false, "", Map.of("TO", new Secret(NAME + ":5")));
        LifecycleSpec lifecycle = new LifecycleSpec(
                Optional.empty(),
                List.of(),
                Optional.of(check),
                Optional.empty(),
                Optional.empty(),
                1,
                false,
                new Hooks(List.of(start), List.of(stop)));
        ServiceSpec web = of(
                "web",
                process(
                        Optional.of(words("--to", NAME + ":1")),
                        Optional.of(words("run", NAME + ":2")),
                        Map.of("TO", new Secret(NAME + ":0"))),
                lifecycle,
                NetworkingSpec.none(),
                Map.of("job", "curl " + NAME + ":6"));
        assertThat(mentions(web))
                .extracting(m -> m.where() + " " + m.port().orElse(0))
                .containsExactly(
                        "variable TO 0",
                        "its command 1",
                        "its entrypoint 2",
                        "its health check 3",
                        "its post_start 4",
                        "its pre_stop 5",
                        "label job 6");
    }

    @Test
    void thePortMayStandInTheVariableBeside() {
        assertThat(mentions(service("web", "DB_HOST", NAME, "DB_PORT", "5432", "PGHOST", NAME, "PGPORT", "x")))
                .containsExactly(
                        new HostMention("web", "variable DB_HOST", OptionalInt.of(5432)),
                        new HostMention("web", "variable PGHOST", OptionalInt.empty()));
        assertThat(mentions(service("web", "HOST", NAME, "PORT", "3000")))
                .containsExactly(new HostMention("web", "variable HOST", OptionalInt.empty()));
    }
}
