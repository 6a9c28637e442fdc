package io.portolan.cli;

import static io.portolan.cli.Documents.BLOG;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackCommandsTest {
    private static final String STACK = """
            {"name":"blog","id":"s1","status":"degraded","revision":3,"lastFailure":null,"destination":"default",
             "services":[
              {"name":"db","image":"mariadb:11","replicas":1,"joined":true,"ports":["3306/tcp"],
                "access":[{"network":"blog-k3f9d","from":"stack","names":["db","mysql"],"connections":["mysql://wp:***@db:3306/wp"]},
                          {"network":"default","from":"destination","names":["db.blog-k3f9d"],"connections":["mysql://wp:***@db.blog-k3f9d:3306/wp"]}],
                "containers":[{"name":"blog-k3f9d.db.1","id":"c1","state":"running","health":"healthy",
                "exitCode":0,"restarts":0,"startedAt":"2026-03-01T11:00:00Z","networks":{"blog-k3f9d":"10.210.0.2"},"ports":[],"detail":""}]},
              {"name":"wordpress","image":"wordpress:latest","replicas":1,"containers":[{"name":"blog-k3f9d.wordpress.1","id":"c2","state":"exited","health":"none",
                "exitCode":1,"restarts":2,"startedAt":"2026-03-01T09:00:00Z","finishedAt":"2026-03-01T11:55:00Z","networks":{"blog-k3f9d":""},"ports":["0.0.0.0:8080->80/tcp"],"detail":"it exited with 1; it is started again in 5 s"}]},
              {"name":"cron","image":"busybox","replicas":1,"containers":[]}],
             "domains":[{"url":"http://blog.localhost","stack":"blog","service":"wordpress","containerPort":80,"live":false}],
             "volumes":[{"name":"blog_db","exists":true},{"name":"blog_files","exists":false}],"createdAt":"2026-02-27T12:00:00Z"}""";

    @TempDir
    Path folder;

    private final FakeDaemon daemon = new FakeDaemon();

    @AfterEach
    void stop() {
        daemon.close();
    }

    private Ran run(String... args) {
        return Shell.on(daemon, folder).run(args);
    }

    @Test
    void showTellsEachContainersStateAndWhatIsWrongWithIt() {
        daemon.json("GET " + BLOG, 200, STACK);
        assertThat(run("stack", "show", "blog").out()).isEqualTo("""
                blog  degraded  revision 3, destination default, made 2 d ago
                  http://blog.localhost → wordpress:80  not live

                SERVICE    CONTAINER               STATE                             SINCE   NETWORKS AND PORTS
                db         blog-k3f9d.db.1         running, healthy                  60 min  blog-k3f9d 10.210.0.2
                wordpress  blog-k3f9d.wordpress.1  exited with 1, restarted 2 times  5 min   blog-k3f9d, 0.0.0.0:8080->80/tcp
                           it exited with 1; it is started again in 5 s
                cron       -                       no container                      -       -

                SERVICE  FROM             REACHED AS                            ALSO
                db       its stack        mysql://wp:***@db:3306/wp             mysql
                db       its destination  mysql://wp:***@db.blog-k3f9d:3306/wp  -

                  volume blog_db
                  volume blog_files  does not exist
                """);
    }

    @Test
    void showOfAStackThatWasNeverLiveHasNoEmptyTable() {
        daemon.json("GET " + BLOG, 200, """
                {"name":"blog","id":"s1","status":"failed","revision":0,"lastFailure":"it ended","destination":"default",
                 "services":[],"domains":[],"volumes":[],"createdAt":"2026-02-27T12:00:00Z"}""");
        assertThat(run("stack", "show", "blog").out()).isEqualTo("""
                blog  failed  revision -, destination default, made 2 d ago
                  the last deploy failed: it ended
                """);
    }

    @Test
    void joinSaysHowOthersReachWhatIsOnTheDestination() {
        daemon.json("POST " + BLOG + "/join", 200, STACK).json("POST " + BLOG + "/leave", 200, """
                {"name":"blog","destination":"default","services":[{"name":"db","access":[]}]}""");
        assertThat(run("stack", "join", "blog", "db").out()).isEqualTo("""
                on destination default others reach:
                  db  mysql://wp:***@db.blog-k3f9d:3306/wp
                """);
        assertThat(daemon.last("POST " + BLOG + "/join").body()).isEqualTo("{\"services\":[\"db\"]}");
        assertThat(run("stack", "leave", "blog", "db", "web").out())
                .isEqualTo("no service of blog is on destination default\n");
        assertThat(daemon.last("POST " + BLOG + "/leave").body()).isEqualTo("{\"services\":[\"db\",\"web\"]}");
        assertThat(run("stack", "join", "blog").exitCode()).isEqualTo(2);
    }

    @Test
    void removalSaysWhereTheDataStays() {
        daemon.json("DELETE " + BLOG + "?volumes=false", 204, "").json("GET " + BLOG, 200, STACK);
        assertThat(run("stack", "rm", "blog").out()).isEqualTo("""
                blog is removed; its data stays in blog_db
                  a deploy of the same name uses it again; to remove it: portolan stack rm blog --volumes
                """);
        String other = "/api/v1/projects/p/environments/production/stacks/blog";
        daemon.json("DELETE " + other + "?volumes=false", 204, "").json("GET " + other, 200, "{\"volumes\":[]}");
        assertThat(run("stack", "rm", "blog", "--project", "p").out()).isEqualTo("blog is removed\n");
    }

    @Test
    void listIsATable() {
        daemon.json("GET " + FakeDaemon.ENV + "/stacks", 200, """
                {"items":[{"name":"blog","id":"s1","status":"running","revision":3,"services":2,"domains":["http://blog.localhost"],"createdAt":"2026-02-27T12:00:00Z"},
                {"name":"new","id":"s2","status":"failed","revision":0,"services":1,"domains":[],"createdAt":"2026-03-01T11:59:30Z"}],"next":null}""");
        assertThat(run("stack", "ls").out()).isEqualTo("""
                NAME  STATUS   REVISION  SERVICES  AGE   DOMAINS
                blog  running  3         2         2 d   http://blog.localhost
                new   failed   -         1         30 s  -
                """);
    }

    @Test
    void verbsPostToTheStackOfTheGivenProjectAndEnvironment() throws Exception {
        daemon.json("POST /api/v1/projects/p/environments/e/stacks/blog/restart", 204, "");
        daemon.json("POST " + BLOG + "/stop", 204, "");
        daemon.json("POST " + BLOG + "/start", 204, "");
        daemon.json("DELETE " + BLOG + "?volumes=true", 204, "");
        assertThat(run("stack", "restart", "blog", "--project", "p", "--environment", "e")
                        .out())
                .isEqualTo("blog is restarted\n");
        assertThat(run("stack", "stop", "blog").out()).isEqualTo("blog is stopped\n");
        assertThat(Json.parse(run("stack", "start", "blog", "--json").out())
                        .path("done")
                        .asBoolean())
                .isTrue();
        assertThat(run("stack", "rm", "blog", "--volumes").out()).isEqualTo("blog is removed with its volumes\n");
    }

    @Test
    void revisionsAreListedAndRolledBackTo() {
        daemon.json("GET " + BLOG + "/revisions", 200, """
                {"items":[{"number":3,"status":"active","createdAt":"2026-03-01T11:00:00Z","images":{"db":"mariadb:11"}}],"next":null}""");
        daemon.json("POST " + BLOG + "/rollback", 202, Documents.deployment("succeeded", ""));
        assertThat(run("stack", "revisions", "blog").out()).isEqualTo("""
                REVISION  STATUS  AGE     IMAGES
                3         active  60 min  db=mariadb:11
                """);
        assertThat(run("stack", "rollback", "blog", "2").out()).startsWith("blog is live");
        assertThat(daemon.last("POST " + BLOG + "/rollback").body()).isEqualTo("{\"revision\":2}");
        run("stack", "rollback", "blog");
        assertThat(daemon.last("POST " + BLOG + "/rollback").body()).isEqualTo("{}");
    }

    @Test
    void logsNameTheServiceUnlessOneWasAskedFor() {
        String line = """
                {"service":"db","container":"blog.db.1","stream":"stdout","text":"ready"}
                """;
        daemon.lines("GET " + BLOG + "/logs?tail=100&follow=false", line)
                .events("GET " + BLOG + "/logs?tail=-1&follow=true&service=db", line.strip());
        assertThat(run("stack", "logs", "blog").out()).isEqualTo("db | ready\n");
        assertThat(run("stack", "logs", "blog", "db", "-f", "--tail", "all").out())
                .isEqualTo("ready\n");
        assertThat(run("stack", "logs", "blog", "--json").out()).isEqualTo(line);
        assertThat(run("stack", "logs", "blog", "--tail", "many").exitCode()).isEqualTo(2);
    }

    @Test
    void execEndsAsTheCommandDidAndKeepsItsStreamsApart() {
        daemon.lines("POST " + BLOG + "/exec", """
                {"stream":"stdout","text":"a"}
                {"stream":"stderr","text":"b"}
                {"exitCode":7}
                """);
        Ran ran = run("stack", "exec", "blog", "db", "--", "sh", "-c", "echo --json; exit 7", "--", "--json");
        assertThat(ran).isEqualTo(new Ran(7, "a\n", "b\n"));
        assertThat(daemon.last("POST " + BLOG + "/exec").body())
                .isEqualTo(
                        "{\"service\":\"db\",\"command\":[\"sh\",\"-c\",\"echo --json; exit 7\",\"--\",\"--json\"]}");
        assertThat(run("stack", "exec", "blog", "db", "--json", "--", "true").out())
                .endsWith("{\"exitCode\":7}\n");
    }

    @Test
    void execWhoseEndIsNotReportedFails() {
        daemon.lines("POST " + BLOG + "/exec", "{\"stream\":\"stdout\",\"text\":\"a\"}\n");
        assertThat(run("stack", "exec", "blog", "db", "--", "ls").exitCode()).isEqualTo(1);
    }

    @Test
    void problemAmidAStreamIsAFailure() throws Exception {
        daemon.lines("GET " + BLOG + "/logs?tail=100&follow=false", """
                {"service":"db","container":"blog.db.1","stream":"stdout","text":"ready"}

                {"problem":{"type":"urn:x","title":"Unreachable","status":503,"detail":"the engine is gone","diagnostics":[]}}
                """);
        Ran ran = run("stack", "logs", "blog");
        assertThat(ran).isEqualTo(new Ran(1, "db | ready\n", "error: the engine is gone\n"));
        assertThat(Json.parse(run("stack", "logs", "blog", "--json")
                                .out()
                                .lines()
                                .toList()
                                .getLast())
                        .path("status")
                        .asInt())
                .isEqualTo(503);
    }

    @Test
    void textsOfOthersCannotSteerTheTerminal() {
        daemon.json("GET " + BLOG, 200, STACK.replace("it exited with 1;", "\\u001b[2Jgone\\u0007;"));
        assertThat(run("stack", "show", "blog").out())
                .contains("[2Jgone; it is")
                .doesNotContain("\u001b");
    }
}
