package io.portolan.engine.state;

import io.portolan.engine.Server;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Labels;
import io.portolan.model.runtime.EngineVersion;
import io.portolan.model.runtime.Observed;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Looks at a server and remembers what it saw, so that views answer at once and also while the server is away. */
public final class Observer {
    private final Server server;
    private final String instance;
    private final ProxyVersion version;
    private final InstantSource clock;
    private volatile Snapshot last =
            new Snapshot(Observed.nothing(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * @param at when it was seen; empty before the first look
     * @param problem why the latest look failed; then {@code observed} is older
     * @param info of the engine; empty before the first look
     */
    public record Snapshot(
            Observed observed, Optional<Instant> at, Optional<RuntimeFault> problem, Optional<EngineInfo> info) {
        /** For people, or "". */
        public String engine() {
            return info.map(EngineInfo::toString).orElse("");
        }

        public boolean reachable() {
            return at.isPresent() && problem.isEmpty();
        }
    }

    public Observer(Server server, String instance, InstantSource clock) {
        this.server = server;
        this.instance = instance;
        this.version = new ProxyVersion(server);
        this.clock = clock;
    }

    public Snapshot last() {
        return last;
    }

    /** A proxy that is paused takes every question and answers none: who asked would wait until the time is over. */
    private boolean isPaused(List<ObservedContainer> containers) {
        List<ObservedContainer> proxies = containers.stream()
                .filter(c -> c.isOf(instance))
                .filter(c -> c.label(Labels.ROLE).orElse("").equals("proxy"))
                .toList();
        return proxies.stream().anyMatch(p -> p.state().status() == Status.PAUSED)
                && proxies.stream().noneMatch(p -> p.state().running());
    }

    /** Looks now. {@code images} are those the planner has to know about. Throws {@link RuntimeFault}. */
    public Observed look(Collection<String> images) {
        try {
            ContainerRuntime runtime = server.runtime();
            Optional<EngineInfo> info = last.reachable() ? last.info() : Optional.of(runtime.info());
            List<ObservedImage> present = new ArrayList<>();
            TreeSet<String> asked = new TreeSet<>(images);
            for (String image : asked) {
                runtime.image(image).ifPresent(present::add);
            }
            // Others may look for other stacks' sake: the routes of one whose port stands in its image need that image
            // all the same, so what was known of the rest stays known.
            last.observed().images().stream()
                    .filter(i -> !asked.contains(i.reference()))
                    .forEach(present::add);
            List<ObservedContainer> containers = runtime.containers();
            version.learn(containers, instance);
            Observed seen = new Observed(
                    runtime.networks(),
                    runtime.volumes(),
                    containers,
                    present,
                    server.host().observe(),
                    info.map(EngineInfo::engine).orElseGet(EngineVersion::unknown),
                    isPaused(containers) ? Optional.empty() : server.proxy().served());
            last = new Snapshot(seen, Optional.of(clock.instant()), Optional.empty(), info);
            return seen;
        } catch (RuntimeFault fault) {
            last = new Snapshot(last.observed(), last.at(), Optional.of(fault), last.info());
            throw fault;
        }
    }
}
