package io.portolan.api;

import io.portolan.engine.service.DestinationService;
import io.portolan.engine.service.DomainService;
import io.portolan.engine.service.InventoryService;
import io.portolan.engine.service.LinkService;
import io.portolan.engine.service.Platform;
import io.portolan.engine.service.WantedDomain;
import io.portolan.engine.service.WantedLink;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.DestinationView;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.NetworkView;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.PortView;
import io.portolan.engine.view.ReachView;
import io.portolan.engine.view.ReconcileView;
import io.portolan.engine.view.RouteView;
import io.portolan.engine.view.StatusView;
import io.portolan.model.Secret;
import io.portolan.model.route.Domain;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.stack.ContainerPort;
import java.util.List;

/** A platform without a world. */
final class FakePlatform implements DomainService, InventoryService {
    static final String TOKEN = "a-token-of-this-instance";
    static final String ENVIRONMENT_ID = "env-1";

    final FakeCalls calls = new FakeCalls();
    final FakeStacks stacks = new FakeStacks(calls);
    List<EventView> events = List.of(Samples.event("made again"), Samples.event("attached again"));
    boolean ready = true;

    Platform platform() {
        Store.Identity identity = new Store.Identity(
                "instance-1", "team-1", "project-1", ENVIRONMENT_ID, "server-1", new Secret("fingerprint key"));
        return new Platform(
                stacks, this, new Destinations(), new Links(), new FakeProxies(calls), this, identity, TOKEN::equals);
    }

    @Override
    public DomainView add(String environment, WantedDomain wanted) {
        calls.add("add domain " + wanted.domain() + " " + wanted.stack() + " " + wanted.service() + " "
                + wanted.containerPort().map(String::valueOf).orElse("any")
                + (wanted.options().equals(RouteOptions.none()) ? "" : " " + wanted.options()));
        return Samples.domain(wanted.domain().url());
    }

    @Override
    public void remove(Domain domain) {
        calls.add("remove domain " + domain);
    }

    @Override
    public List<DomainView> list() {
        return List.of(Samples.domain("http://a.localhost"), Samples.domain("http://b.localhost"));
    }

    @Override
    public List<RouteView> routes() {
        return List.of(Samples.route());
    }

    @Override
    public StatusView status() {
        calls.add("status");
        return Samples.status();
    }

    @Override
    public List<NetworkView> networks() {
        return List.of(Samples.network("blog"));
    }

    @Override
    public NetworkView network(String name) {
        calls.add("network " + name);
        return Samples.network(name);
    }

    @Override
    public ReachView reach(String network) {
        calls.add("reach " + network);
        return Samples.reach(network);
    }

    @Override
    public List<PortView> ports() {
        return List.of(Samples.port(80), Samples.port(443));
    }

    @Override
    public List<EventView> events(int limit) {
        return events.subList(0, Math.min(limit, events.size()));
    }

    @Override
    public ReconcileView reconcile(boolean dryRun) {
        calls.add("reconcile" + (dryRun ? " dry run" : ""));
        return Samples.reconcile(dryRun);
    }

    @Override
    public boolean ready() {
        return ready;
    }

    @Override
    public String unreadyReason() {
        return ready ? "" : "the proxy does not answer yet";
    }

    private final class Links implements LinkService {
        @Override
        public PlanView plan(String environment, String stack, WantedLink link) {
            calls.add("plan link " + stack + " " + link.service().orElse("*") + " " + link.provider() + " "
                    + link.providerService().orElse("*") + " "
                    + link.port().map(ContainerPort::toString).orElse("any") + " "
                    + link.prefix().orElse("any"));
            return Samples.plan(stack, List.of());
        }

        @Override
        public List<LinkView> list(String environment) {
            return List.of(Samples.link());
        }

        @Override
        public void remove(String environment, String id) {
            calls.add("remove link " + id);
        }
    }

    private final class Destinations implements DestinationService {
        @Override
        public DestinationView add(Wanted wanted) {
            calls.add("add destination " + wanted.name() + " "
                    + wanted.subnet().map(Cidr::toString).orElse("any") + " "
                    + wanted.adopt().orElse("made") + " " + wanted.labels());
            return Samples.destination(wanted.name());
        }

        @Override
        public DestinationView show(String name) {
            calls.add("show destination " + name);
            return Samples.destination(name);
        }

        @Override
        public void remove(String name) {
            calls.add("remove destination " + name);
        }

        @Override
        public List<DestinationView> list() {
            return List.of(Samples.destination("default"));
        }
    }
}
