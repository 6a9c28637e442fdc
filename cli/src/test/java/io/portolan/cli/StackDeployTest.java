package io.portolan.cli;

import static io.portolan.cli.Documents.BLOG;
import static io.portolan.cli.Documents.DEPLOYMENTS;
import static io.portolan.cli.Documents.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDeployTest {
    private static final String PLANS = "POST " + BLOG + "/plans";
    private static final String DEPLOY = "POST " + DEPLOYMENTS;

    @TempDir
    Path folder;

    private final FakeDaemon daemon = new FakeDaemon();

    @BeforeEach
    void aFile() throws Exception {
        Files.writeString(folder.resolve("compose.yaml"), "services:\n  wordpress:\n    image: wordpress:latest\n");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Shell shell() {
        return Shell.on(daemon, folder);
    }

    private static String[] command(String verb, String... more) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("stack", verb, "-f", "compose.yaml", "--name", "blog"),
                        java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    private void deploysAs(String state, String diagnostics) {
        daemon.json(DEPLOY, 202, deployment("running", ""))
                .events("GET " + DEPLOYMENTS + "/d1/events", Documents.EVENTS)
                .json("GET " + DEPLOYMENTS + "/d1", 200, deployment(state, diagnostics));
    }

    @Test
    void planShowsStepsWithReasonsThenDiagnosticsThenTheSummary() {
        daemon.json(PLANS, 200, Documents.PLAN);
        Ran ran = shell().run(command("plan", "--domain", "wordpress=http://blog.localhost", "--set", "A=b=c"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("""
                #   ACTION          TARGET                  REASON
                 1  create-network  blog-k3f9d              the stack's services talk on a network of their own
                                    10.210.0.0/28
                 2  pull-image      wordpress:latest        it is not on the server
                 3  run-container   blog-k3f9d.wordpress.1  wordpress should run once
                                    blog-k3f9d as wordpress, default as blog-wordpress
                 4  await-route     http://blog.localhost   the deploy is done when it answers

                compose.yaml:3:5: warning: wordpress has no health check [compose.no-healthcheck]
                    → add one

                4 steps: 1 network, 1 image to pull, 1 container, 1 route; nothing is interrupted
                apply it with: portolan stack deploy --plan p1
                """);
        String body = daemon.last(PLANS).body();
        assertThat(body)
                .contains("\"composeFiles\":[\"compose.yaml\"]")
                .contains("\"path\":\"compose.yaml\"")
                .contains("\"variables\":{\"A\":\"b=c\"}")
                .contains("{\"service\":\"wordpress\",\"url\":\"http://blog.localhost\"}");
        assertThat(daemon.last(PLANS).authorization()).isEqualTo("Bearer " + FakeDaemon.TOKEN);
    }

    @Test
    void planNamesWhatIsInterruptedAndNoDowntimeRefusesIt() {
        daemon.json(PLANS, 200, Documents.PLAN_INTERRUPTING);
        Ran ran = shell().run(command("plan", "--no-downtime"));
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(" 1  stop-container  blog-k3f9d.db.1  down about 4 s  its volume can have one user")
                .contains("about 4 s (up to 9 s more if it does not end when it is told to)")
                .contains("2 steps: 1 container; 1 interruption: blog-k3f9d.db.1");
        assertThat(ran.err())
                .contains(
                        "error: --no-downtime was asked for, and stop-container blog-k3f9d.db.1 means service down, about 4 s");
        assertThat(shell().run(command("plan")).exitCode()).isZero();
    }

    @Test
    void planWithErrorsIsRefused() {
        daemon.json(PLANS, 200, Documents.PLAN_REFUSED);
        Ran ran = shell().run(command("plan"));
        assertThat(ran).isEqualTo(new Ran(3, "", """
                compose.yaml:9:7: error: host port 80 is taken by the proxy [port.taken]
                    → 8081 is free

                the plan for blog is refused: 1 error
                """));
        assertThat(shell().run(command("deploy", "--yes"))).isEqualTo(ran);
    }

    @Test
    void deployThatWouldInterruptIsRefusedWithoutAWordOnStandardOutput() {
        daemon.json(PLANS, 200, Documents.PLAN_INTERRUPTING);
        Ran ran = shell().run(command("deploy", "--no-downtime", "--yes"));
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("stop-container  blog-k3f9d.db.1", "error: --no-downtime was asked for");
    }

    @Test
    void stepsOfAPlanThatWasNotReadSayWhatTheyAre() {
        daemon.json(DEPLOY, 202, deployment("running", ""))
                .events("GET " + DEPLOYMENTS + "/d1/events", """
                        {"type":"step-started","step":"pull","message":"pull-image nginx:1","stepsDone":0,"stepsAll":1}""", """
                        {"type":"step-progress","step":"pull","message":"nginx:1: 2 of 3 layers","stepsDone":0,"stepsAll":1}""", """
                        {"type":"step-done","step":"pull","message":"","stepsDone":1,"stepsAll":1}""")
                .json("GET " + DEPLOYMENTS + "/d1", 200, deployment("succeeded", ""));
        assertThat(shell().run("stack", "deploy", "--plan", "p1").out()).startsWith("""
                [0/1] pull-image nginx:1 …
                [0/1] pull-image nginx:1: 2 of 3 layers
                [1/1] ✓ pull-image nginx:1
                """);
    }

    @Test
    void whatAPlanWaitsForIsToldOnStandardError() throws Exception {
        daemon.events(
                PLANS,
                "{\"message\":\"pulling nginx: 40 %\"}",
                "{\"message\":\"pulling nginx: 40 %\"}",
                Documents.PLAN.replace("\n", " "));
        Ran ran = shell().run(command("plan", "--json"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("pulling nginx: 40 %\n");
        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(Documents.PLAN));
    }

    @Test
    void aPlanThatNeverCameIsAFailure() {
        daemon.events(PLANS, "{\"message\":\"pulling nginx: 40 %\"}");
        Ran ran = shell().run(command("plan"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("the daemon ended before it had planned");
    }

    @Test
    void anImageThatDoesNotExistEndsAPlanAsItEndsADeploy() {
        String missing = """
                {"severity":"error","code":"image.not-found","message":"there is no image wordpres:latest"}""";
        daemon.problem(
                PLANS,
                502,
                "{\"title\":\"The server's engine could not do it\",\"status\":502,\"diagnostics\":[" + missing + "]}");
        Ran planned = shell().run(command("plan"));
        daemon.json("POST " + DEPLOYMENTS.replace("production", "other"), 202, deployment("failed", missing));
        Ran deployed = shell().run("stack", "deploy", "--plan", "p1", "--environment", "other");
        assertThat(planned).isEqualTo(new Ran(1, "", "error: there is no image wordpres:latest [image.not-found]\n"));
        assertThat(deployed.exitCode()).isEqualTo(planned.exitCode());
        assertThat(deployed.err()).startsWith(planned.err());
    }

    @Test
    void deployToNoDomainEndsWithHowToGiveOne() {
        String unrouted = """
                {"severity":"info","code":"stack.unrouted","message":"nothing is routed to stack blog: it has no domain",\
                "suggestion":"to lead a URL to it: portolan domain add blog wordpress http://blog.example.com"}""";
        daemon.json(DEPLOY, 202, deployment("running", ""))
                .events("GET " + DEPLOYMENTS + "/d1/events", Documents.EVENTS)
                .json(
                        "GET " + DEPLOYMENTS + "/d1",
                        200,
                        deployment("succeeded", unrouted).replace("\"http://blog.localhost\"", ""));
        Ran ran = shell().run("stack", "deploy", "--plan", "p1");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).endsWith("""
                blog is live, revision 3, after 12.3 s
                  nothing is routed to stack blog: it has no domain
                  → to lead a URL to it: portolan domain add blog wordpress http://blog.example.com
                """);
    }

    @Test
    void planAsJsonIsTheDaemonsDocumentAndNothingElse() throws Exception {
        daemon.json(PLANS, 200, Documents.PLAN);
        Ran ran = shell().run(command("plan", "--json"));
        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(Documents.PLAN));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void deployShowsThePlanEachStepAndTheUrls() {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("succeeded", "");
        Ran ran = shell().run(command("deploy", "--yes"));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("4 steps: 1 network").endsWith("""
                [0/4] create-network blog-k3f9d …
                [1/4] ✓ create-network blog-k3f9d
                [1/4] pull-image wordpress:latest: 40 %
                [2/4] ✓ pull-image wordpress:latest
                blog is live, revision 3, after 12.3 s
                  http://blog.localhost
                """);
        assertThat(daemon.last(DEPLOY).body()).isEqualTo("{\"plan\":\"p1\"}");
    }

    @Test
    void deployThatFailsSaysWhy() {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("failed", """
                {"severity":"error","code":"container.exited","resource":"stack blog, service wordpress",\
                "message":"it exited with 1; it wrote last:\\nno database"}""");
        Ran ran = shell().run(command("deploy", "--yes"));
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("""
                stack blog, service wordpress: error: it exited with 1; it wrote last: [container.exited]
                    no database
                the deploy of blog failed after 2 of 4 steps; "portolan stack show blog" tells what runs now
                """);
    }

    @Test
    void deployOfWhatIsThereAlreadyDoesNothing() {
        daemon.json(PLANS, 200, Documents.PLAN_EMPTY);
        Ran ran = shell().run(command("deploy", "--yes"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("nothing to do: blog is as the files say\n");
        assertThat(daemon.requests()).containsExactly(PLANS);
    }

    @Test
    void deployAsJsonPrintsEventsAndLastTheDeployment() throws Exception {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("succeeded", "");
        Ran ran = shell().run(command("deploy", "--yes", "--json"));
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(Documents.EVENTS.length + 1);
        for (int i = 0; i < Documents.EVENTS.length; i++) {
            assertThat(Json.parse(lines.get(i))).isEqualTo(Json.parse(Documents.EVENTS[i]));
        }
        assertThat(Json.parse(lines.getLast())).isEqualTo(Json.parse(deployment("succeeded", "")));
        assertThat(ran.err()).contains("4 steps");
    }

    @Test
    void withoutTerminalAPlanThatInterruptsNothingIsAppliedAsItComes() {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("succeeded", "");
        Ran ran = shell().run(command("deploy"));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(daemon.last(DEPLOY).body()).isEqualTo("{\"plan\":\"p1\"}");
    }

    @Test
    void withoutTerminalAPlanThatInterruptsWantsYes() {
        daemon.json(PLANS, 200, Documents.PLAN_INTERRUPTING);
        Ran ran = shell().run(command("deploy"));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("add --yes");
        assertThat(daemon.requests()).containsExactly(PLANS);
    }

    @Test
    void onTerminalDeployAsksFirst() {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("succeeded", "");
        Ran declined = shell().terminal("n\n").run(command("deploy"));
        assertThat(declined.exitCode()).isEqualTo(1);
        assertThat(declined.err()).contains("apply 4 steps? [y/N]").contains("nothing was changed");
        assertThat(daemon.requests()).containsExactly(PLANS);
        assertThat(shell().terminal("y\n").run(command("deploy")).exitCode()).isZero();
    }

    @Test
    void onTerminalTheRunningStepIsWrittenOverAndColoursCanBeRefused() {
        daemon.json(PLANS, 200, Documents.PLAN);
        deploysAs("succeeded", "");
        Ran ran = shell().terminal("").env("COLUMNS", "60").run(command("deploy", "--yes"));
        assertThat(ran.out())
                .contains("\r\u001b[2K\u001b[2m[1/4] \u001b[0mpull-image wordpress:latest\u001b[2m: 40 %")
                .contains("\u001b[32m✓ \u001b[0mpull-image wordpress:latest\n");
        assertThat(shell().terminal("")
                        .env("NO_COLOR", "1")
                        .run(command("plan"))
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void stalePlanIsMadeAnewOnceAndTheDifferenceShown() {
        daemon.json(PLANS, 200, Documents.PLAN)
                .json(PLANS, 200, Documents.PLAN_INTERRUPTING)
                .problem(DEPLOY, 409, Documents.STALE);
        deploysAs("succeeded", "");
        Ran ran = shell().run(command("deploy", "--yes"));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("""
                the world moved since that plan was made; this is what changed:
                info: network blog-k3f9d was made since [plan.stale]
                  - create-network blog-k3f9d
                  - pull-image wordpress:latest
                  - run-container blog-k3f9d.wordpress.1
                  - await-route http://blog.localhost
                  + stop-container blog-k3f9d.db.1  its volume can have one user
                  + run-container blog-k3f9d.db.2  the image changed
                2 steps: 1 container; 1 interruption: blog-k3f9d.db.1
                """);
        assertThat(daemon.last(DEPLOY).body()).isEqualTo("{\"plan\":\"p2\"}");
    }

    @Test
    void stalePlanGivenByIdIsRefusedWithTheReason() throws Exception {
        daemon.problem(DEPLOY, 409, Documents.STALE);
        Ran ran = shell().run("stack", "deploy", "--plan", "p1", "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).isEqualTo("error: network blog-k3f9d was made since [plan.stale]\n");
        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(Documents.STALE));
        assertThat(daemon.requests()).containsExactly(DEPLOY);
    }

    @Test
    void planGivenByIdIsAppliedWithoutAskingAndTakesNoOtherOption() {
        deploysAs("succeeded", "");
        assertThat(shell().run("stack", "deploy", "--plan", "p1").exitCode()).isZero();
        assertThat(shell().run("stack", "deploy", "--plan", "p1", "--name", "blog")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void followingGoesOnWhereTheStreamBrokeOff() {
        daemon.json(PLANS, 200, Documents.PLAN)
                .json(DEPLOY, 202, deployment("running", ""))
                .events("GET " + DEPLOYMENTS + "/d1/events", Documents.EVENTS[1], Documents.EVENTS[2])
                .events(
                        "GET " + DEPLOYMENTS + "/d1/events",
                        Documents.EVENTS[1],
                        Documents.EVENTS[2],
                        Documents.EVENTS[4])
                .json("GET " + DEPLOYMENTS + "/d1", 200, deployment("running", ""))
                .json("GET " + DEPLOYMENTS + "/d1", 200, deployment("succeeded", ""));
        Ran ran = shell().run(command("deploy", "--yes"));
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).containsOnlyOnce("create-network blog-k3f9d …").contains("✓ pull-image");
    }

    @Test
    void wrongNamesAndDomainsAreWrongUse() {
        assertThat(shell().run("stack", "plan", "-f", "compose.yaml", "--name", "Blog/..")
                        .exitCode())
                .isEqualTo(2);
        Ran ran = shell().run(command("plan", "--domain", "wordpress=blog.localhost"));
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("neither http:// nor https://");
        assertThat(daemon.requests()).isEmpty();
    }
}
