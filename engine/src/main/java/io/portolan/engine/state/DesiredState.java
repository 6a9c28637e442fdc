package io.portolan.engine.state;

import io.portolan.engine.ChosenProxy;
import io.portolan.engine.EngineSettings;
import io.portolan.engine.store.ContainerMark;
import io.portolan.engine.store.DestinationRecord;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.model.Owner;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.ProxySettings;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.StackState;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Facts;
import io.portolan.planner.Link;
import io.portolan.planner.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Says what should be, from what is stored: the active revision of every stack, unless a caller puts in another. */
public final class DesiredState {
    private final Store store;
    private final EngineSettings settings;
    private final ChosenProxy proxy;
    private final Store.Identity identity;
    private final Memory memory = new Memory();
    private final Map<String, Revision> active = new ConcurrentHashMap<>();

    public DesiredState(Store store, EngineSettings settings, ChosenProxy proxy) {
        this.store = store;
        this.proxy = proxy;
        this.settings = settings;
        this.identity = store.identity();
    }

    public Facts facts() {
        return new Facts(
                settings.addressPools(),
                store.reservedSubnets(),
                store.reservedPorts(),
                identity.fingerprintKey(),
                settings.portPolicy(),
                memory);
    }

    /** All stacks at their active revisions. */
    public Desired current() {
        return of(activeStacks());
    }

    /** As {@link #current()}, with {@code stack} in place of the stack of its id (or besides, if that is new). */
    public Desired with(Desired.Stack stack) {
        return withAll(List.of(stack));
    }

    public Desired withAll(Collection<Desired.Stack> replacements) {
        List<Desired.Stack> stacks = new ArrayList<>(activeStacks());
        for (Desired.Stack replacement : replacements) {
            stacks.removeIf(s -> s.id().equals(replacement.id()));
            stacks.add(replacement);
        }
        return of(stacks);
    }

    /** The HTTP proxy as it is meant now. */
    public ProxySettings proxy() {
        return proxy.settings(settings.proxy());
    }

    private Desired of(List<Desired.Stack> stacks) {
        List<Desired.Destination> destinations =
                store.destinations().stream().map(this::destination).toList();
        return new Desired(owner(identity.environment()), proxy(), destinations, stacks);
    }

    private Desired.Destination destination(DestinationRecord record) {
        return new Desired.Destination(
                record.id(),
                record.name(),
                owner(identity.environment()),
                record.adoptedNetwork(),
                record.labels(),
                record.removing());
    }

    private Owner owner(String environment) {
        return new Owner(identity.instance(), identity.team(), identity.project(), environment, identity.server());
    }

    private List<Desired.Stack> activeStacks() {
        List<DomainRecord> domains = store.domains();
        List<Link> links = links();
        return store.stacks().stream()
                .flatMap(s -> active(s, domains, links).stream())
                .toList();
    }

    /** The stack at its active revision; empty before its first deploy succeeded. */
    public Optional<Desired.Stack> active(StackRecord stack) {
        return active(stack, store.domains(), links());
    }

    private Optional<Desired.Stack> active(StackRecord stack, List<DomainRecord> domains, List<Link> links) {
        if (stack.active().isEmpty()) {
            return Optional.empty();
        }
        Revision revision = activeRevision(stack.id(), stack.active().getAsInt());
        List<RoutedDomain> live = domains.stream()
                .filter(d -> d.stackId().equals(stack.id()) && d.live())
                .map(DesiredState::routed)
                .toList();
        return Optional.of(stack(
                stack, revision.document().spec(), revision.number(), live, links, stack.stopped(), stack.removing()));
    }

    private Revision activeRevision(String stackId, int number) {
        Revision cached = active.get(stackId);
        if (cached != null && cached.number() == number) {
            return cached;
        }
        Revision read = store.revision(stackId, number)
                .orElseThrow(() -> new IllegalStateException(
                        "the active revision " + number + " of stack " + stackId + " is not stored"));
        active.put(stackId, read);
        return read;
    }

    public Desired.Stack stack(
            StackRecord record,
            StackSpec spec,
            int revision,
            List<RoutedDomain> domains,
            boolean stopped,
            Removal removal) {
        return stack(record, spec, revision, domains, links(), stopped, removal);
    }

    private Desired.Stack stack(
            StackRecord record,
            StackSpec spec,
            int revision,
            List<RoutedDomain> domains,
            List<Link> links,
            boolean stopped,
            Removal removal) {
        return new Desired.Stack(
                record.id(),
                record.name(),
                record.slug(),
                owner(record.placement().environment()),
                record.placement().place(),
                spec,
                domains,
                links.stream()
                        .filter(l -> l.consumer().stack().equals(record.id()))
                        .toList(),
                new StackState(
                        stopped,
                        store.marked(record.id(), ContainerMark.COMPLETED),
                        store.marked(record.id(), ContainerMark.STOPPING),
                        store.marked(record.id(), ContainerMark.STARTING),
                        revision,
                        removal));
    }

    /** Those that are live. */
    private List<Link> links() {
        return store.links().stream()
                .filter(LinkRecord::live)
                .map(LinkRecord::link)
                .toList();
    }

    public static RoutedDomain routed(DomainRecord d) {
        return new RoutedDomain(
                d.domain(),
                d.service(),
                d.containerPort().isPresent() ? Optional.of(d.containerPort().getAsInt()) : Optional.empty(),
                d.options());
    }

    /** The images that a plan of this has to know about. */
    public static Collection<String> images(Desired desired) {
        TreeSet<String> images = new TreeSet<>();
        images.add(desired.proxy().image());
        desired.stacks().forEach(s -> s.spec().services().forEach(v -> {
            images.add(v.image().reference());
            v.mountedImages().forEach(i -> images.add(i.reference()));
        }));
        return images;
    }
}
