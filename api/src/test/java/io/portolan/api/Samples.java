package io.portolan.api;

import io.portolan.engine.view.DeploymentView;
import io.portolan.engine.view.DestinationView;
import io.portolan.engine.view.DomainView;
import io.portolan.engine.view.DriftView;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.FailingView;
import io.portolan.engine.view.LinkView;
import io.portolan.engine.view.NetworkView;
import io.portolan.engine.view.PlanView;
import io.portolan.engine.view.PortView;
import io.portolan.engine.view.ProxyView;
import io.portolan.engine.view.ReachView;
import io.portolan.engine.view.ReconcileView;
import io.portolan.engine.view.RevisionView;
import io.portolan.engine.view.RouteOptionsView;
import io.portolan.engine.view.RouteView;
import io.portolan.engine.view.StackSummary;
import io.portolan.engine.view.StackView;
import io.portolan.engine.view.StatusView;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Views with something in every field. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    static Diagnostic diagnostic() {
        return Diagnostic.warning("compose.platform", "the platform is not checked")
                .at(new Position("compose.yaml", 3, 5))
                .about("service wordpress")
                .suggest("leave it out");
    }

    static PlanView plan(String stack, List<Diagnostic> diagnostics) {
        return new PlanView(
                Diagnostic.anyError(diagnostics) ? "" : "p1",
                stack,
                List.of(new PlanView.StepView(
                        "s1",
                        "create-network",
                        "blog",
                        "the stack is new",
                        List.of(),
                        "none",
                        Optional.empty(),
                        "",
                        "10.210.0.0/28")),
                diagnostics);
    }

    static DeploymentView deployment(String id) {
        return new DeploymentView(
                id,
                "blog",
                1,
                "succeeded",
                3,
                3,
                List.of(diagnostic()),
                List.of("http://blog.localhost"),
                NOON,
                Optional.of(NOON));
    }

    static DeploymentView.Progress progress(String type, int done) {
        return new DeploymentView.Progress(type, "s1", "making network blog", done, 3);
    }

    static StackSummary summary(String name) {
        return new StackSummary(name, "id-" + name, "running", 1, 2, List.of("http://" + name + ".localhost"), NOON);
    }

    static StackView stack(String name) {
        StackView.Container running = new StackView.Container(
                "blog--wordpress-1",
                "c1",
                "running",
                "healthy",
                0,
                0,
                Optional.of(NOON),
                Optional.empty(),
                Map.of("blog", "10.210.0.2"),
                List.of("0.0.0.0:8080->80/tcp"),
                "");
        StackView.Container missing = new StackView.Container(
                "blog--db-1",
                "",
                "exited",
                "none",
                7,
                0,
                Optional.of(NOON),
                Optional.of(NOON),
                Map.of(),
                List.of(),
                "it ended");
        return new StackView(
                name,
                "id-" + name,
                "degraded",
                1,
                Optional.empty(),
                "default",
                List.of(
                        new StackView.Service(
                                "wordpress",
                                "wordpress:latest",
                                1,
                                false,
                                List.of("80/tcp"),
                                List.of(new StackView.Access(
                                        "blog", "stack", List.of("wordpress", "www"), List.of("http://wordpress:80"))),
                                List.of(running)),
                        new StackView.Service("db", "mariadb:11", 1, true, List.of(), List.of(), List.of(missing))),
                List.of(domain("http://blog.localhost")),
                List.of(new StackView.Volume("blog_data", true)),
                List.of(link()),
                NOON);
    }

    static LinkView link() {
        return new LinkView(
                "l1",
                new LinkView.End("shop", "web"),
                new LinkView.End("base", "db"),
                "5432/tcp",
                "shop-base",
                "db.base-1f2e3",
                List.of("DATABASE_HOST", "DATABASE_URL"),
                "live",
                "",
                NOON);
    }

    static RevisionView revision(int number) {
        return new RevisionView(number, "active", NOON, Map.of("wordpress", "wordpress:latest"));
    }

    private static RouteOptionsView options() {
        return new RouteOptionsView(
                "both",
                "direct",
                false,
                true,
                true,
                false,
                "http",
                120,
                Optional.of(1_000L),
                Optional.empty(),
                List.of("ada"),
                List.of("10.0.0.0/8"),
                Map.of("X-A", "1"),
                Map.of());
    }

    static DomainView domain(String url) {
        return new DomainView(url, "blog", "wordpress", 80, true, options());
    }

    static ProxyView proxy() {
        return new ProxyView(
                "caddy",
                "caddy:2",
                "ptl-1-proxy",
                "serving",
                80,
                443,
                3,
                false,
                List.of("no domain can be behind an edge"),
                List.of("ptl-1-0-ingress"),
                List.of("caddy", "haproxy"));
    }

    static RouteView route() {
        return new RouteView(
                "http://blog.localhost", "blog", "wordpress", List.of("blog--wordpress-1:80"), Optional.empty(), true);
    }

    static DestinationView destination(String name) {
        return new DestinationView(
                name,
                "d1",
                "local",
                "portolan-default",
                "10.200.0.0/22",
                false,
                "ready",
                Map.of("team", "sales"),
                List.of("blog"),
                List.of(new DestinationView.Member(
                        "blog", "wordpress", List.of("wordpress.blog-x1"), List.of("http://wordpress.blog-x1:80"))));
    }

    static NetworkView network(String name) {
        return new NetworkView(
                name,
                "n1",
                "bridge",
                "10.210.0.0/28",
                "private",
                "stack blog",
                List.of(new NetworkView.Member(
                        "blog--wordpress-1", "10.210.0.2", List.of("wordpress"), List.of("wordpress:80"))));
    }

    static ReachView reach(String network) {
        ReachView.Party proxy = new ReachView.Party("proxy", "ptl-proxy", "", List.of());
        ReachView.Party web =
                new ReachView.Party("container", "blog.web.1", "stack blog, service web", List.of("blog.log.1"));
        return new ReachView(
                network,
                List.of(new ReachView.Way(
                        "network",
                        List.of(proxy),
                        web,
                        List.of("web.blog"),
                        List.of("10.210.0.2"),
                        "any",
                        0,
                        0,
                        "both are on " + network)));
    }

    static PortView port(int number) {
        return new PortView("local", "tcp", "0.0.0.0", number, "proxy", "the proxy", "80/tcp", "internet");
    }

    static EventView event(String message) {
        return new EventView(NOON, "repair.run-container", "blog--wordpress-1", message);
    }

    static ReconcileView reconcile(boolean dryRun) {
        return new ReconcileView(dryRun, List.of(drift()), List.of("blog: stopped by the user"), List.of(diagnostic()));
    }

    private static DriftView drift() {
        return new DriftView(
                "stack blog", "run-container", "blog--db-1", "it is missing", "web does not reach it as db");
    }

    private static FailingView failing() {
        return new FailingView("stack blog", NOON, NOON, "it ended with exit code 7", "deploy a corrected file");
    }

    static StatusView status() {
        return new StatusView(
                new StatusView.Daemon("0.1.0", "5b1d", NOON, 150_000_000),
                List.of(new StatusView.Server(
                        "local", "unix:///var/run/docker.sock", false, "", Optional.empty(), "nobody answers")),
                new StatusView.Proxy("caddy", "caddy:2", "serving", 80, 443, 1),
                new StatusView.Counts(1, 2, 2, 3, 1),
                new StatusView.Addresses("10.192.0.0/11", 2_097_152, 1024, 4000, 500, ""),
                new StatusView.Drift(
                        List.of(drift()), List.of("a note"), List.of(failing()), List.of(event("it was made again"))));
    }
}
