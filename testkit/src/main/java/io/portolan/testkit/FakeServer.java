package io.portolan.testkit;

import io.portolan.engine.ChosenProxy;
import io.portolan.engine.Server;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.engine.port.RouteProbe;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.model.Labels;
import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.planner.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The ports of a {@link FakeWorld}, for an engine to run on. Containers are healthy as soon as somebody looks.
 *
 * <p>{@link #dieAfter} makes it the world of a daemon that is killed: from then on nothing that it asks reaches the
 * world, as if the process had gone in the middle of its work.
 */
public final class FakeServer {
    private final FakeWorld world;
    private int changesLeft = Integer.MAX_VALUE;
    private boolean dead;
    private boolean diesWhileStopping;
    private boolean losesLastAnswer;
    private boolean refusesNextContainer;
    private Optional<String> refusedService = Optional.empty();
    private boolean failsNextCommand;
    private boolean diesInCommand;
    private int commands;
    private int changes;
    private Consumer<EngineEvent> listener = event -> {};

    public FakeServer(FakeWorld world) {
        this.world = world;
    }

    public Server server() {
        return new Server(
                "fake",
                "fake://",
                new Engine(),
                new ChosenProxy(List.of(new Proxy()), new ProxyChoice("caddy", Optional.empty())),
                () -> observed().host(),
                new Visits());
    }

    private final class Visits implements RouteProbe {
        @Override
        public Answer probe(Domain domain) {
            Optional<Route> route = served().routes().stream()
                    .filter(r -> r.domain().equals(domain))
                    .findFirst();
            if (route.isEmpty()) {
                return new Answer.NotServed("no route");
            }
            if (route.get().target() instanceof Target.Redirect) {
                return new Answer.FromService(308);
            }
            boolean runs = observed().containers().stream()
                    .filter(c -> c.state().running())
                    .anyMatch(c -> route.get().upstreams().stream()
                            .anyMatch(u -> u.host().equals(c.name())));
            return runs ? new Answer.FromService(200) : new Answer.NotServed("no container of the route runs");
        }

        @Override
        public boolean explainsItself() {
            return true;
        }

        @Override
        public boolean connects(String address, int port) {
            return true;
        }
    }

    /** The next {@code changes} changes of the world happen, and none after them. */
    public synchronized void dieAfter(int changes) {
        changesLeft = changes;
    }

    /** As {@link #dieAfter}, but one more change happens, whose answer reaches nobody. */
    public synchronized void dieUnanswered(int changes) {
        changesLeft = changes;
        losesLastAnswer = true;
    }

    /** How many changes of the world have been asked for. */
    public synchronized int changes() {
        return changes;
    }

    /** The next container that is told to stop has been told, and has not ended yet, when the daemon dies. */
    public synchronized void dieWhileStopping() {
        diesWhileStopping = true;
    }

    /** The engine refuses the next container that it is told to make. */
    public synchronized void refuseNextContainer() {
        refusesNextContainer = true;
    }

    /** The engine refuses every container of that service. */
    public synchronized void refuseContainersOf(String service) {
        refusedService = Optional.of(service);
    }

    /** The next command that is run in a container ends with exit code 1. */
    public synchronized void failNextCommand() {
        failsNextCommand = true;
    }

    /** The daemon dies while a command runs in a container. */
    public synchronized void dieInNextCommand() {
        diesInCommand = true;
    }

    /** How many commands have been run in containers. */
    public synchronized int commands() {
        return commands;
    }

    /** What is there now, also while an engine runs on it. */
    public synchronized Observed observed() {
        return world.observed();
    }

    /** Something else happens in the world, and the engine tells whoever listens. */
    public void disturb(Consumer<FakeWorld> what) {
        Consumer<EngineEvent> heard;
        synchronized (this) {
            what.accept(world);
            heard = listener;
        }
        heard.accept(new EngineEvent("container", "die", "something", Map.of()));
    }

    public synchronized boolean isDead() {
        return dead;
    }

    private ProxyConfig served() {
        return observed().served().orElse(ProxyConfig.empty());
    }

    private synchronized void change(Action action) {
        if (changesLeft == 0 && losesLastAnswer && !dead) {
            world.apply(action);
        }
        if (changesLeft == 0 || (diesWhileStopping && action instanceof Action.StopContainer)) {
            dead = true;
        }
        look();
        changesLeft--;
        changes++;
        world.apply(action);
    }

    private synchronized void look() {
        if (dead) {
            throw new RuntimeFault(RuntimeFault.Kind.UNREACHABLE, "this daemon is dead");
        }
    }

    private synchronized Observed looked() {
        look();
        return world.observed();
    }

    private final class Proxy implements HttpProxy {
        @Override
        public String kind() {
            return "caddy";
        }

        @Override
        public String defaultImage() {
            return "caddy:2";
        }

        @Override
        public Launch launch() {
            return new Launch(
                    "/control", "/run", List.of("caddy"), List.of(), List.of(), Optional.empty(), Optional.empty());
        }

        @Override
        public void runs(String version) {}

        @Override
        public Set<ProxyLimit> limits() {
            return Set.of();
        }

        @Override
        public boolean countsInFlight() {
            return true;
        }

        @Override
        public OptionalInt inFlight(Upstream upstream) {
            return OptionalInt.of(0);
        }

        @Override
        public void prepare() {
            look();
        }

        @Override
        public void apply(ProxyConfig config) {
            if (looked().served().isEmpty()) {
                throw new ProxyFault(false, "no proxy runs", new IllegalStateException());
            }
            change(new Action.PublishRoutes(config));
        }

        @Override
        public Optional<ProxyConfig> served() {
            return observed().served();
        }
    }

    private final class Engine implements ContainerRuntime {
        @Override
        public EngineInfo info() {
            look();
            return new EngineInfo("Fake Engine", "1", "1.41", "memory");
        }

        @Override
        public List<ObservedNetwork> networks() {
            return looked().networks();
        }

        @Override
        public List<ObservedVolume> volumes() {
            return looked().volumes();
        }

        @Override
        public List<ObservedContainer> containers() {
            return looked().containers().stream().map(FakeContainers::settled).toList();
        }

        @Override
        public Optional<ObservedContainer> container(String name) {
            return containers().stream().filter(c -> c.name().equals(name)).findFirst();
        }

        @Override
        public Optional<ObservedImage> image(String reference) {
            return looked().image(reference);
        }

        @Override
        public void createNetwork(NetworkSpec network) {
            change(new Action.CreateNetwork(network));
        }

        @Override
        public void removeNetwork(String name) {
            change(new Action.RemoveNetwork(name));
        }

        @Override
        public void createVolume(VolumeSpec volume) {
            change(new Action.CreateVolume(volume));
        }

        @Override
        public void removeVolume(String name) {
            change(new Action.RemoveVolume(name));
        }

        @Override
        public void pullImage(String reference, String platform, Consumer<String> progress) {
            change(new Action.PullImage(reference, platform));
        }

        @Override
        public void writeFiles(
                String volume, String image, Map<String, Bundle.File> files, Map<String, String> labels) {
            String stack = labels.getOrDefault("portolan.stack", "");
            change(new Action.WriteGrants(volume, stack, image, new TreeSet<>(files.keySet())));
        }

        @Override
        public void createContainer(ContainerSpec container) {
            synchronized (FakeServer.this) {
                boolean refused = refusedService
                        .filter(s -> s.equals(container.labels().get(Labels.SERVICE)))
                        .isPresent();
                if (refusesNextContainer || refused) {
                    refusesNextContainer = false;
                    throw new RuntimeFault(RuntimeFault.Kind.REFUSED, "not now");
                }
            }
            change(new Action.RunContainer(container));
        }

        @Override
        public void startContainer(String name) {
            change(new Action.StartContainer(name));
        }

        @Override
        public void stopContainer(String name, Duration grace) {
            change(new Action.StopContainer(name, grace));
        }

        @Override
        public void restartContainer(String name, Duration grace) {
            change(new Action.StartContainer(name));
        }

        @Override
        public void renameContainer(String name, String newName) {
            change(new Action.SetAside(name, newName));
        }

        @Override
        public void removeContainer(String name) {
            change(new Action.RemoveContainer(name));
        }

        @Override
        public void connect(String container, Attachment attachment) {
            change(new Action.ConnectNetwork(container, attachment));
        }

        @Override
        public void disconnect(String container, String network) {
            change(new Action.DisconnectNetwork(container, network));
        }

        @Override
        public void logs(String container, int tail, boolean follow, Consumer<LogLine> sink) {
            look();
        }

        @Override
        public int exec(String container, Hook command, Consumer<LogLine> sink) {
            look();
            synchronized (FakeServer.this) {
                commands++;
                dead |= diesInCommand;
                look();
                boolean fails = failsNextCommand;
                failsNextCommand = false;
                return fails ? 1 : 0;
            }
        }

        @Override
        public Connection connectFrom(String container, String host, int port, Duration patience) {
            look();
            return Connection.TAKEN;
        }

        @Override
        public AutoCloseable events(Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost) {
            synchronized (FakeServer.this) {
                look();
                listener = sink;
            }
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
