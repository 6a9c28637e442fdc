package io.portolan.planner;

import io.portolan.model.route.Domain;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.LifecycleSpec.Condition;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a step does. Every action is safe to repeat: done twice it leaves what it leaves done once. */
public sealed interface Action {
    /** What it acts on, by engine name or URL, for people. */
    String target();

    record CreateNetwork(NetworkSpec network) implements Action {
        @Override
        public String target() {
            return network.name();
        }
    }

    record RemoveNetwork(String target) implements Action {}

    record CreateVolume(VolumeSpec volume) implements Action {
        @Override
        public String target() {
            return volume.name();
        }
    }

    record RemoveVolume(String target) implements Action {}

    /** @param platform {@code linux/arm64}, or "" for the server's own */
    record PullImage(String target, String platform) implements Action {
        public PullImage(String target) {
            this(target, "");
        }
    }

    /**
     * Writes the bundle's files of a stack into its file volume.
     *
     * @param target the volume
     * @param stackId whose bundle
     * @param image any image that is present by then: the engine writes through a container that is never started
     */
    record WriteFiles(String target, String stackId, String image) implements Action {}

    /**
     * Writes configs and secrets of a stack's bundle into a volume that holds nothing else.
     *
     * @param target the volume
     * @param stackId whose bundle
     * @param image as for {@link WriteFiles}
     * @param paths which of the bundle's grants
     */
    record WriteGrants(String target, String stackId, String image, SortedSet<String> paths) implements Action {
        public WriteGrants {
            paths = Collections.unmodifiableSortedSet(new TreeSet<>(paths));
        }
    }

    /**
     * Leads the visitors of a service to these containers while its replicas are replaced one by one.
     *
     * @param stack its name
     * @param containers engine names, of the new version and of the one before
     */
    record ShiftRoutes(String stack, String service, List<String> containers) implements Action {
        public ShiftRoutes {
            containers = List.copyOf(containers);
        }

        /** As the owner of a route is told. */
        @Override
        public String target() {
            return stack + "/" + service;
        }

        /** What is served after it, of what is served before. */
        public ProxyConfig after(ProxyConfig before) {
            return before.with(before.routes().stream()
                    .map(r -> r.owner().equals(target()) ? shifted(r) : r)
                    .toList());
        }

        private Route shifted(Route route) {
            return route.upstreams().isEmpty()
                    ? route
                    : route.leadingTo(containers.stream()
                            .map(c ->
                                    new Upstream(c, route.upstreams().getFirst().port()))
                            .toList());
        }
    }

    /**
     * Leaves the names that a container has on networks to those that take its place. It keeps its addresses and its open
     * connections, but for the moment in which the engine takes it off each network and puts it on again.
     *
     * @param attachments as they will be
     */
    record WithdrawNames(String target, List<Attachment> attachments) implements Action {
        public WithdrawNames {
            attachments = List.copyOf(attachments);
        }
    }

    /** Creates the container on all its networks and starts it; then its hooks run. */
    record RunContainer(ContainerSpec container) implements Action {
        @Override
        public String target() {
            return container.name();
        }
    }

    /**
     * Starts a container that exists.
     *
     * @param then what runs inside when it has started
     */
    record StartContainer(String target, List<Hook> then) implements Action {
        public StartContainer {
            then = List.copyOf(then);
        }

        public StartContainer(String target) {
            this(target, List.of());
        }
    }

    /**
     * Waits until a container is up as its dependants need it.
     *
     * @param condition {@code HEALTHY} is plainly running where neither file nor image has a health check
     */
    record AwaitContainer(String target, Condition condition) implements Action {}

    /** Waits until a container takes connections on the port that its routes are to lead to. */
    record AwaitUpstream(Upstream upstream) implements Action {
        @Override
        public String target() {
            return upstream.toString();
        }
    }

    /**
     * Waits until the proxy has handed back all that it gave to a container which no route leads to any more, or patience
     * ends.
     *
     * @param ports that routes led to
     */
    record DrainContainer(String target, SortedSet<Integer> ports) implements Action {
        public DrainContainer {
            ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
        }
    }

    record ConnectNetwork(String target, Attachment attachment) implements Action {}

    record DisconnectNetwork(String target, String network) implements Action {}

    /**
     * Stops a container; it stays, so that it can be started again if its replacement fails.
     *
     * @param before what runs inside before it is told to stop
     */
    record StopContainer(String target, Duration grace, List<Hook> before) implements Action {
        public StopContainer {
            before = List.copyOf(before);
        }

        public StopContainer(String target, Duration grace) {
            this(target, grace, List.of());
        }
    }

    /** Gives a container that is stopped another name, so that one of its name can be made beside it. */
    record SetAside(String target, String name) implements Action {}

    record RemoveContainer(String target) implements Action {}

    /** Makes the proxy serve this, and returns when it does. */
    record PublishRoutes(ProxyConfig config) implements Action {
        @Override
        public String target() {
            return config.routes().size() + (config.routes().size() == 1 ? " route" : " routes");
        }
    }

    /** Waits until the server's port is answered by a proxy that serves all routes, and says so where there is none. */
    record AwaitProxy(String target) implements Action {}

    /** Waits until the domain answers through the proxy, with anything but the proxy's own errors. */
    record AwaitRoute(Domain domain) implements Action {
        @Override
        public String target() {
            return domain.url();
        }
    }
}
