package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.ReachScene.Listener;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who reaches whom is what the table says, in both directions: from each container, and from a machine outside, every
 * address, every port that something listens on and every name is tried, and the answers are those that the table promises.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReachabilityTest {
    private static final System.Logger LOG = System.getLogger(ReachabilityTest.class.getName());
    private static final Duration PATIENCE = Duration.ofMillis(1200);
    /** For what should have answered: on a busy machine an answer may be late. */
    private static final Duration MORE_PATIENCE = Duration.ofSeconds(5);

    private static final int AT_ONCE = 4;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1");
    private static final Set<Integer> INSIDE = Set.of(8080, 8081, 8082, 8180, 8181);

    private final ReachScene scene = new ReachScene();
    private final Optional<OutsideMachine> outside = OutsideMachine.plugged();
    private final Set<String> promised = new TreeSet<>();
    private final Set<String> answered = new TreeSet<>();

    @BeforeAll
    void askEverybody() throws Exception {
        scene.set();
        scene.portolan().run("reconcile", "--json").ok();
        ReachMatrix table = new ReachMatrix(scene.portolan(), scene.listeners());
        Map<String, Set<String>> own = ownAddresses();

        Set<String> addresses = new TreeSet<>(table.addresses());
        own.values().forEach(addresses::addAll);
        addresses.addAll(LOOPBACK);
        Set<Integer> ports = new TreeSet<>(INSIDE);
        ports.addAll(scene.hostPorts());
        ports.add(table.proxysPort());
        Set<String> names = new TreeSet<>(table.names());
        names.addAll(engineNames());

        List<Probe.Source> sources = new ArrayList<>(
                scene.listeners().keySet().stream().map(Probe.Source::in).toList());
        outside.map(OutsideMachine::source).ifPresent(sources::add);
        promised.addAll(table.answers());
        promised.removeIf(line -> !isAsked(line, sources, ports) || isItself(line, own));
        long begun = System.nanoTime();
        answered.addAll(all(sources, s -> Probe.ask(s, PATIENCE, addresses, ports, namesFor(s, names))));
        answered.addAll(all(sources, this::askAgain));
        answered.removeIf(
                line -> !isAsked(line, sources, ports) || isItself(line, own) || isDumb(line) || leadsNowhere(line));
        LOG.log(
                System.Logger.Level.INFO,
                String.format(
                        "%d ways in the table; %d sources tried %d addresses x %d ports x tcp, udp and %d names in %d s:"
                                + " %d promised, %d answered; outside %s",
                        table.size(),
                        sources.size(),
                        addresses.size(),
                        ports.size(),
                        names.size(),
                        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                        promised.size(),
                        answered.size(),
                        outside.isPresent() ? "tried" : "not tried: the network is not the lab's own"));
    }

    @AfterAll
    void down() {
        outside.ifPresent(OutsideMachine::close);
        scene.close();
    }

    @Test
    void nobodyReachesWhatTheTableDoesNotHave() {
        assertThat(without(answered, promised)).isEmpty();
    }

    @Test
    void whatTheTableHasIsReached() {
        assertThat(without(promised, answered)).isEmpty();
    }

    @Test
    void databasesOfTheSameNameNeverMeet() {
        Map<String, String> databases = Map.of(
                container("alpha/postgres"),
                "alpha",
                container("beta/postgres"),
                "beta",
                container("gamma/store"),
                "gamma");
        for (Map.Entry<String, String> database : databases.entrySet()) {
            Set<String> callers = answered.stream()
                    .filter(l -> l.endsWith(" " + who(database.getKey())))
                    .map(l -> l.substring(0, l.indexOf(' ')))
                    .filter(scene.listeners()::containsKey)
                    .map(this::who)
                    // The host has an address on every bridge, so one who is on its network comes everywhere.
                    .filter(who -> !who.equals("beta/home"))
                    .collect(Collectors.toSet());
            assertThat(callers).isNotEmpty().allMatch(who -> who.startsWith(database.getValue() + "/"));
        }
    }

    @Test
    void aPortOnAllAddressesIsReachedThroughTheHostByEveryoneButThoseInside() {
        Set<String> callers = answered.stream()
                .filter(l -> l.contains(" " + scene.hostPorts().getFirst() + " ") && l.endsWith(" alpha/public"))
                .map(l -> l.substring(0, l.indexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(callers).contains(container("delta/web"), container("gamma/edge"), container("bridged"));
        assertThat(callers).doesNotContain(container("gamma/store"), container("inside"), container("beta/alone"));
    }

    /** A machine outside asks another name server, which is not the engine's. */
    private static Set<String> namesFor(Probe.Source source, Set<String> names) {
        return source.name().equals(OutsideMachine.NAME) ? Set.of() : names;
    }

    private String who(String container) {
        return Objects.requireNonNull(scene.listeners().get(container), container)
                .who();
    }

    private String container(String who) {
        return scene.listeners().entrySet().stream()
                .filter(e -> e.getValue().who().equals(who))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Set<String> askAgain(Probe.Source source) {
        List<String[]> late = without(promised, answered).stream()
                .map(l -> l.split(" "))
                .filter(f -> f[0].equals(source.name()))
                .toList();
        Set<String> addresses = new TreeSet<>();
        Set<Integer> ports = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (String[] f : late) {
            if (f[1].equals("name")) {
                names.add(f[2]);
            } else {
                addresses.add(f[2]);
                ports.add(Integer.valueOf(f[3]));
            }
        }
        return late.isEmpty() ? Set.of() : Probe.ask(source, MORE_PATIENCE, addresses, ports, names);
    }

    private interface Question {
        Set<String> ask(Probe.Source source);
    }

    private static Set<String> all(List<Probe.Source> sources, Question question) throws Exception {
        Set<String> answers = new TreeSet<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Set<String>>> tasks = new ArrayList<>();
            sources.forEach(s -> tasks.add(() -> question.ask(s)));
            for (Future<Set<String>> answer : executor.invokeAll(tasks)) {
                answers.addAll(answer.get());
            }
        }
        return answers;
    }

    /** By container: the addresses of its network stack. */
    private Map<String, Set<String>> ownAddresses() throws IOException {
        Map<String, Set<String>> own = new HashMap<>();
        for (String container : scene.listeners().keySet()) {
            Set<String> addresses = new TreeSet<>();
            inspected(container).forEach(n -> {
                addresses.add(n.path("IPAddress").asText());
                addresses.add(n.path("GlobalIPv6Address").asText());
            });
            addresses.remove("");
            own.put(container, addresses);
        }
        own.put(container("alpha/guest"), own.get(container("alpha/web")));
        Set<String> host = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toSet());
        own.put(container("beta/home"), host);
        return own;
    }

    private static JsonNode inspected(String container) {
        return Shell.docker("inspect", "-f", "{{json .NetworkSettings.Networks}}", container)
                .ok()
                .json();
    }

    /** All names that the engine was told. */
    private Set<String> engineNames() {
        Set<String> names = new TreeSet<>();
        for (String container : scene.listeners().keySet()) {
            names.add(container);
            inspected(container).forEach(n -> n.path("Aliases")
                    .forEach(a -> names.add(a.asText().toLowerCase(Locale.ROOT))));
            String id = Shell.docker("inspect", "-f", "{{.Id}}", container).ok().out();
            names.removeIf(id::startsWith);
        }
        return names;
    }

    private boolean isAsked(String line, List<Probe.Source> sources, Set<Integer> ports) {
        String[] f = line.split(" ");
        return sources.stream().anyMatch(s -> s.name().equals(f[0]))
                && (f[1].equals("name") || ports.contains(Integer.valueOf(f[3])));
    }

    /** Everybody reaches himself, and knows his own names. */
    private boolean isItself(String line, Map<String, Set<String>> own) {
        String[] f = line.split(" ");
        Set<String> addresses = own.getOrDefault(f[0], Set.of());
        Listener self = scene.listeners().get(f[0]);
        return f[1].equals("name")
                ? addresses.contains(f[3]) || LOOPBACK.contains(f[3])
                : self != null && self.who().equals(f[4]) && (addresses.contains(f[2]) || LOOPBACK.contains(f[2]));
    }

    /** Of who answers over UDP without saying who he is, nothing can be compared. */
    private static boolean isDumb(String line) {
        return line.contains(" udp ") && line.endsWith(" ?");
    }

    /** Members that are kept apart have names for each other all the same. */
    private boolean leadsNowhere(String line) {
        String[] f = line.split(" ");
        Listener self = scene.listeners().get(f[0]);
        return f[1].equals("name") && self != null && self.who().startsWith("apart");
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
