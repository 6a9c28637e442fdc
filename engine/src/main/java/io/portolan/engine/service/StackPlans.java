package io.portolan.engine.service;

import io.portolan.engine.Server;
import io.portolan.engine.rollout.Rollout;
import io.portolan.engine.state.DesiredState;
import io.portolan.engine.state.Observer;
import io.portolan.engine.store.DomainRecord;
import io.portolan.engine.store.LinkRecord;
import io.portolan.engine.store.PlanRecord;
import io.portolan.engine.store.PlanRecord.RequestedDomain;
import io.portolan.engine.store.Revision;
import io.portolan.engine.store.StackRecord;
import io.portolan.engine.store.Store;
import io.portolan.engine.view.PlanView;
import io.portolan.model.Diagnostic;
import io.portolan.model.route.RouteOptions;
import io.portolan.model.runtime.Observed;
import io.portolan.model.stack.StackSpec;
import io.portolan.planner.Desired;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.Desired.StackState.Removal;
import io.portolan.planner.Link;
import io.portolan.planner.LinkRules;
import io.portolan.planner.Plan;
import io.portolan.planner.Planner;
import io.portolan.planner.Reservations;
import io.portolan.planner.Scope;
import io.portolan.planner.TargetPort;
import io.portolan.planner.Unrouted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Turns a request for a stack into a rollout: same request and same world, same plan. */
final class StackPlans {
    private static final Duration PLANS_KEPT = Duration.ofHours(24);

    private final Server server;
    private final Store store;
    private final DesiredState desiredState;
    private final Observer observer;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Placements placements;
    private final LinkRequests linkRequests;

    StackPlans(
            Server server,
            Store store,
            DesiredState desiredState,
            Observer observer,
            InstantSource clock,
            RandomGenerator random) {
        this.server = server;
        this.store = store;
        this.desiredState = desiredState;
        this.observer = observer;
        this.clock = clock;
        this.random = random;
        this.placements = new Placements(store);
        this.linkRequests = new LinkRequests(store, desiredState, this::newId);
    }

    Placements placements() {
        return placements;
    }

    /** The stack of that name: the living one, one whose volumes were kept, or a new one of the given or a new id. */
    StackRecord stack(PlanRecord.Request request, Optional<String> id) {
        return store.stack(request.environment(), request.stackName())
                .or(() -> store.retired(request.environment(), request.stackName())
                        .map(this::revived)
                        .map(s -> s.placed(request.placement())))
                .orElseGet(() -> fresh(request, id.orElseGet(this::newId)));
    }

    private StackRecord revived(StackRecord old) {
        return new StackRecord(
                old.id(),
                old.name(),
                old.slug(),
                old.placement(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false,
                Removal.NO,
                clock.instant());
    }

    private StackRecord fresh(PlanRecord.Request request, String id) {
        Store.Identity identity = store.identity();
        return new StackRecord(
                id,
                request.stackName(),
                // The id makes it unique on the server: names are so only within an environment.
                request.stackName() + "-" + id.substring(0, 5),
                new StackRecord.Placement(
                        identity.team(),
                        identity.project(),
                        request.environment(),
                        identity.server(),
                        request.placement().destination(),
                        request.placement().joined()),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false,
                Removal.NO,
                clock.instant());
    }

    /** The links that somebody asks for, under new ids. */
    List<Link> links(String environment, String stackId, String stack, StackSpec spec, List<WantedLink> wanted) {
        return linkRequests.of(environment, stackId, stack, spec, wanted);
    }

    /** The id of the stack of that name; of a new one, the one that it will have. */
    String idOf(String environment, String name) {
        return store.stack(environment, name)
                .or(() -> store.retired(environment, name))
                .map(StackRecord::id)
                .orElseGet(this::newId);
    }

    /** A revision of the stack once more, where the stack is now. */
    PlanRecord.Request again(StackRecord stack, Revision revision, List<Link> links) {
        Revision.Document document = revision.document();
        return new PlanRecord.Request(
                stack.name(),
                stack.placement().environment(),
                new Desired.Placement(
                        stack.placement().destination(),
                        stack.placement().joined().among(document.spec().serviceNames())),
                document.bundle(),
                document.variables(),
                Map.of(),
                document.spec(),
                List.of(),
                links);
    }

    /**
     * Plans, and remembers a plan that can be applied.
     *
     * @param id the stack's, or the one that it will have
     * @param said before what the plan says
     */
    PlanView show(PlanRecord.Request request, String id, List<Diagnostic> said, Consumer<String> progress) {
        Rollout rollout = Lookups.reachably(() -> rollout(stack(request, Optional.of(id)), request, progress));
        List<Diagnostic> all = new ArrayList<>(said);
        all.addAll(rollout.plan().diagnostics());
        Plan shown = new Plan(rollout.plan().steps(), rollout.plan().reservations(), all);
        return PlanViews.of(shown.hasErrors() ? "" : remember(rollout, request), request.stackName(), shown);
    }

    private String remember(Rollout rollout, PlanRecord.Request request) {
        String id = newId();
        store.expirePlans(clock.instant().minus(PLANS_KEPT));
        store.savePlan(
                new PlanRecord(id, rollout.stack().id(), PlanViews.digest(rollout.plan()), clock.instant(), request));
        return id;
    }

    String newId() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Looks at the server and plans. Throws {@link io.portolan.engine.port.RuntimeFault}.
     *
     * @param progress told of what takes long, in lines for people
     */
    Rollout rollout(StackRecord stack, PlanRecord.Request request, Consumer<String> progress) {
        int number = store.revisions(stack.id()).stream()
                        .mapToInt(Revision::number)
                        .max()
                        .orElse(0)
                + 1;
        Desired.Stack unlinked = desiredState.stack(
                stack.placed(request.placement()), request.spec(), number, domains(stack, request), false, Removal.NO);
        List<Link> links = new ArrayList<>(unlinked.links());
        links.addAll(request.links());
        Desired.Stack candidate = unlinked.linked(links);
        Desired desired = desiredState.with(candidate);
        Observed observed = observer.look(DesiredState.images(desired));
        TreeSet<String> unseen = new TreeSet<>(TargetPort.imagesNeeded(candidate, observed));
        if (!unseen.isEmpty()) {
            // The port of a route may stand in the image only, so it has to be here to plan.
            unseen.forEach(image -> pull(image, progress));
            observed = observer.look(DesiredState.images(desired));
        }
        List<Diagnostic> notices = new ArrayList<>();
        unseen.forEach(image -> notices.add(pulled(image)));
        request.links().forEach(l -> LinkRules.obstacle(desired, l).ifPresent(notices::add));
        placements.moves(stack, request.placement()).ifPresent(notices::add);
        if (stack.active().isEmpty()) {
            // Who deploys again without a domain knows that there is none.
            Unrouted.of(candidate, observed).ifPresent(notices::add);
        }
        Plan plan =
                with(notices, Planner.plan(desired, new Scope.OneStack(stack.id()), observed, desiredState.facts()));
        Revision revision = new Revision(
                stack.id(),
                number,
                Revision.Status.CANDIDATE,
                clock.instant(),
                new Revision.Document(
                        Revision.Document.CURRENT_FORMAT, request.bundle(), request.variables(), request.spec()));
        return new Rollout(stack, revision, candidate, plan);
    }

    private void pull(String image, Consumer<String> progress) {
        progress.accept("pulling %s: the port that a domain leads to may stand in the image only".formatted(image));
        server.runtime().pullImage(image, line -> progress.accept("pulling " + line));
    }

    private static Diagnostic pulled(String image) {
        return Diagnostic.info(
                "plan.image-pulled",
                "%s was pulled to make this plan: the port that a domain leads to may stand in the image only"
                        .formatted(image));
    }

    private static Plan with(List<Diagnostic> notices, Plan plan) {
        List<Diagnostic> all = new ArrayList<>(plan.diagnostics());
        // A link that is asked for and cannot be is an error, not what became of one that was.
        all.removeIf(
                d -> notices.stream().anyMatch(n -> n.isError() && n.asDrift().equals(d)));
        all.addAll(notices);
        return Diagnostic.anyError(all)
                ? new Plan(List.of(), Reservations.none(), all)
                : new Plan(plan.steps(), plan.reservations(), all);
    }

    private List<RoutedDomain> domains(StackRecord stack, PlanRecord.Request request) {
        Map<String, RoutedDomain> byUrl = new LinkedHashMap<>();
        store.domains().stream()
                .filter(d -> d.stackId().equals(stack.id()) && d.live())
                .forEach(d -> byUrl.put(d.domain().url(), DesiredState.routed(d)));
        for (RequestedDomain d : request.domains()) {
            RoutedDomain live = byUrl.get(d.domain().url());
            RouteOptions options = live == null ? RouteOptions.none() : live.options();
            byUrl.put(d.domain().url(), new RoutedDomain(d.domain(), d.service(), boxed(d.containerPort()), options));
        }
        return new ArrayList<>(byUrl.values());
    }

    private static Optional<Integer> boxed(OptionalInt port) {
        return port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty();
    }

    /** What accepting the rollout writes. */
    Store.Acceptance acceptance(Rollout rollout, PlanRecord.Request request) {
        StackRecord stack = rollout.stack();
        StackRecord withCandidate = new StackRecord(
                stack.id(),
                stack.name(),
                stack.slug(),
                stack.placed(request.placement()).placement(),
                stack.active(),
                OptionalInt.of(rollout.revision().number()),
                false,
                Removal.NO,
                stack.createdAt());
        List<DomainRecord> wanted = request.domains().stream()
                .map(d -> new DomainRecord(
                        d.domain(),
                        stack.id(),
                        d.service(),
                        d.containerPort(),
                        RouteOptions.none(),
                        false,
                        clock.instant()))
                .toList();
        return new Store.Acceptance(
                withCandidate,
                rollout.revision(),
                rollout.plan().reservations().ofStack(store.identity().instance(), stack.slug()),
                request.generated(),
                wanted,
                request.links().stream()
                        .map(l -> new LinkRecord(l, false, clock.instant()))
                        .toList());
    }
}
