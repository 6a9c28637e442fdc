package io.portolan.cli;

import static io.portolan.cli.FakeDaemon.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import io.portolan.cli.client.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCommandsTest {
    private static final String STATUS = """
            {"daemon":{"version":"0.1.0","instance":"6f1c","startedAt":"2026-03-01T11:00:00Z","residentBytes":97517568},
             "servers":[{"name":"local","endpoint":"unix:///var/run/docker.sock","reachable":false,"engine":"20.10.24",
               "observedAt":"2026-03-01T11:59:00Z","problem":"the socket refuses connections"}],
             "proxy":{"kind":"caddy","image":"caddy:2","state":"serving","httpPort":80,"httpsPort":443,"routes":1},
             "counts":{"stacks":1,"services":2,"containers":3,"networks":2,"routes":1},
             "addresses":{"pool":"10.210.0.0/16","all":65536,"used":48,"stackNetworksLeft":4093,"destinationsLeft":62,"warning":""},
             "drift":{"pending":[{"scope":"stack blog","action":"run-container","target":"blog.db.1","reason":"it is gone"}],
               "notes":["service cron was stopped by its user"],
               "failing":[{"subject":"stack blog","since":"2026-03-01T11:50:00Z","lastTried":"2026-03-01T11:59:00Z","reason":"blog.db.1 ended with exit code 1","next":"deploy a corrected file"}],
               "repaired":[{"at":"2026-03-01T11:58:00Z","kind":"repair.connect-network","subject":"proxy","message":"put back on default"}]}}""";

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
    void statusTellsEverythingOnAPage() {
        daemon.json("GET /api/v1/status", 200, STATUS);
        assertThat(run("status").out()).isEqualTo("""
                daemon     0.1.0, up 60 min, 93 MiB, instance 6f1c
                proxy      serving, caddy (caddy:2), HTTP on port 80, HTTPS on 443, 1 route
                runs       1 stack, 2 services, 3 containers, 2 networks, 1 route
                addresses  10.210.0.0/16, 48 of 65536 taken, room for 4093 more stacks or 62 more destinations

                SERVER  STATE          ENGINE    SEEN      ENDPOINT
                local   not reachable  20.10.24  60 s ago  unix:///var/run/docker.sock
                        the socket refuses connections

                1 thing about to be repaired:
                  IN          REPAIR         TARGET     REASON
                  stack blog  run-container  blog.db.1  it is gone
                left as it is: service cron was stopped by its user
                not repaired, though it was tried:
                  SINCE   SUBJECT     REASON
                  10 min  stack blog  blog.db.1 ended with exit code 1
                                      → deploy a corrected file
                repaired lately:
                  AGO    REPAIR           TARGET  REASON
                  2 min  connect-network  proxy   put back on default
                """);
    }

    @Test
    void domainAddSendsWhatWasAskedAndSaysWhereItLeads() {
        daemon.json("POST " + ENV + "/domains", 201, """
                {"url":"http://blog.localhost","stack":"blog","service":"wordpress","containerPort":8080,"live":true}""");
        Ran ran = run("domain", "add", "blog", "wordpress", "http://blog.localhost", "--container-port", "8080");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("http://blog.localhost leads to blog/wordpress:8080\n");
        assertThat(daemon.last("POST " + ENV + "/domains").body())
                .isEqualTo(
                        "{\"stack\":\"blog\",\"service\":\"wordpress\",\"url\":\"http://blog.localhost\",\"containerPort\":8080}");
    }

    @Test
    void domainAddSendsHowItIsToBeServed() throws Exception {
        daemon.json("POST " + ENV + "/domains", 201, """
                {"url":"https://a.test/x","stack":"a","service":"web","containerPort":80,"live":true,
                 "options":{"redirect":"https://b.test"}}""");
        Ran ran = run(
                "domain",
                "add",
                "a",
                "web",
                "https://a.test/x",
                "--www",
                "to-www",
                "--edge",
                "tunnel",
                "--strip-prefix",
                "--force-https",
                "--compress",
                "--sticky",
                "--h2c",
                "--allow",
                "10.0.0.0/8",
                "--allow",
                "192.0.2.1",
                "--basic-auth",
                "ada:se:cret",
                "--max-body",
                "10m",
                "--response-timeout",
                "5m",
                "--request-header",
                "X-A: 1",
                "--response-header",
                "Server:",
                "--redirect",
                "https://b.test",
                "--permanent");
        assertThat(ran.out()).isEqualTo("https://a.test/x sends visitors to https://b.test\n");
        assertThat(Json.parse(daemon.last("POST " + ENV + "/domains").body()).path("options"))
                .isEqualTo(Json.parse("""
                {"www":"to-www","edge":"tunnel","stripPrefix":true,"forceHttps":true,"compress":true,"sticky":true,
                 "protocol":"h2c","maxBodyBytes":10485760,"responseTimeoutSeconds":300,"allow":["10.0.0.0/8","192.0.2.1"],
                 "users":[{"name":"ada","password":"se:cret"}],"requestHeaders":{"X-A":"1"},"responseHeaders":{"Server":""},
                 "redirect":{"url":"https://b.test","permanent":true}}"""));
    }

    @Test
    void whatIsNoPasswordIsNotRepeated() {
        Ran ran = run("domain", "add", "a", "web", "http://a.test", "--basic-auth", "hunter2");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("USER:PASSWORD").doesNotContain("hunter2");
        for (String wrong : List.of("--max-body=ten", "--response-timeout=1d", "--request-header=X")) {
            assertThat(run("domain", "add", "a", "web", "http://a.test", wrong).exitCode())
                    .as(wrong)
                    .isEqualTo(2);
        }
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void domainForAnUnknownServiceIsRefusedWithTheNamesThatExist() throws Exception {
        String problem = """
                {"type":"urn:x","title":"Invalid","status":400,"detail":"no such service","diagnostics":[
                {"severity":"error","code":"domain.unknown-service","message":"blog has no service web","suggestion":"it has wordpress, db"}]}""";
        daemon.problem("POST " + ENV + "/domains", 400, problem);
        Ran ran = run("domain", "add", "blog", "web", "http://blog.localhost", "--json");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).isEqualTo("""
                error: blog has no service web [domain.unknown-service]
                    → it has wordpress, db
                """);
        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(problem));
    }

    @Test
    void domainRemoveEscapesTheUrlAndPrintsOneDocument() throws Exception {
        daemon.json("DELETE " + ENV + "/domains?url=http%3A%2F%2Fblog.localhost%2Fa", 204, "");
        Ran ran = run("domain", "rm", "http://blog.localhost/a", "--json");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(Json.parse(ran.out()))
                .isEqualTo(
                        Json.parse("{\"command\":\"domain rm\",\"target\":\"http://blog.localhost/a\",\"done\":true}"));
    }

    @Test
    void listsFollowTheirPages() throws Exception {
        daemon.json("GET " + ENV + "/domains", 200, """
                {"items":[{"url":"http://a","stack":"s","service":"web","containerPort":80,"live":true,
                 "options":{"www":"both","edge":"proxied","compress":true,"users":["ada"],"maxBodyBytes":10485760}}],"next":"c 1"}""");
        daemon.json("GET " + ENV + "/domains?cursor=c%201", 200, """
                {"items":[{"url":"http://b.example.com","stack":"s","service":"api","containerPort":0,"live":false}],"next":null}""");
        assertThat(run("domain", "ls").out()).isEqualTo("""
                URL                   LEADS TO  STATE                  SERVED
                http://a              s/web:80  live                   www too, edge: proxied, compressed, password, bodies up to 10 MB
                http://b.example.com  s/api     the port is not known  -
                """);
        assertThat(Json.parse(run("domain", "ls", "--json").out()).path("items"))
                .hasSize(2);
    }

    @Test
    void networkShowTellsNamesOrReach() throws Exception {
        daemon.json("GET /api/v1/networks/default", 200, """
                {"name":"default","id":"n1","driver":"bridge","subnet":"10.210.4.0/22","role":"destination","owner":"destination default",
                "members":[{"container":"blog.wordpress.1","address":"10.210.4.3","names":["blog-wordpress"],"reach":["blog-wordpress:80"]}]}""");
        daemon.json("GET /api/v1/networks/default/reach", 200, """
                {"network":"default","ways":[
                {"kind":"network","from":[{"kind":"proxy","name":"proxy","owner":"","sharing":[]},{"kind":"host","name":"host","owner":"","sharing":["agent"]}],
                "to":{"kind":"container","name":"blog.web.1","owner":"stack blog, service web","sharing":[]},
                "names":["web.blog"],"addresses":["10.210.4.3"],"protocol":"any","port":0,"containerPort":0,"reason":"both are on default"},
                {"kind":"published","from":[{"kind":"outside","name":"outside","owner":"","sharing":[]}],
                "to":{"kind":"container","name":"blog.web.1","owner":"stack blog, service web","sharing":[]},
                "names":[],"addresses":["10.0.0.1","10.0.0.2","10.0.0.3","10.0.0.4","10.0.0.5"],"protocol":"tcp","port":8080,"containerPort":80,"reason":"it is published"}]}""");
        assertThat(run("network", "show", "default", "--reach").out()).isEqualTo("""
                default  destination of destination default, bridge, 10.210.4.0/22
                  FROM                TO          AT                                       PORT           WHY
                  proxy, host, agent  blog.web.1  web.blog, 10.210.4.3                     any            both are on default
                  outside             blog.web.1  10.0.0.1, 10.0.0.2, 10.0.0.3 and 2 more  8080/tcp → 80  it is published
                """);
        assertThat(Json.parse(run("network", "show", "default", "--reach", "--json")
                                .out())
                        .path("ways"))
                .hasSize(2);
        assertThat(run("network", "show", "default").out()).contains("NAMES\n").endsWith("  blog-wordpress\n");
    }

    @Test
    void otherListsAreTables() {
        daemon.json("GET /api/v1/networks", 200, """
                {"items":[{"name":"bridge","id":"n0","driver":"bridge","subnet":"172.17.0.0/16","role":"foreign","owner":"","members":[]}],"next":null}""");
        daemon.json("GET /api/v1/ports", 200, """
                {"items":[{"server":"local","protocol":"tcp","address":"0.0.0.0","port":80,"kind":"proxy","holder":"the proxy","target":"80/tcp","reach":"internet"},
                {"server":"other","protocol":"tcp","address":"0.0.0.0","port":22,"kind":"program","holder":"sshd (pid 8)","target":"","reach":"internet"}],"next":null}""");
        daemon.json("GET /api/v1/routes", 200, """
                {"items":[{"url":"http://a","stack":"s","service":"web","upstreams":["s.web.1:80","s.web.2:80"],"live":true}],"next":null}""");
        daemon.json("GET /api/v1/destinations", 200, """
                {"items":[{"name":"default","id":"d","server":"local","network":"default","subnet":"10.210.4.0/22","adopted":true,"status":"ready","users":["blog","shop"]}],"next":null}""");
        assertThat(run("network", "ls").out()).contains("bridge  172.17.0.0/16  bridge  foreign  0           -");
        assertThat(run("port", "ls", "--server", "local").out()).isEqualTo("""
                PORT    ADDRESS  SERVER  REACHED FROM  LEADS TO  KIND   HELD BY
                80/tcp  0.0.0.0  local   internet      80/tcp    proxy  the proxy
                """);
        assertThat(run("route", "ls").out()).contains("http://a  s/web    live   s.web.1:80, s.web.2:80");
        assertThat(run("destination", "ls").out())
                .contains("default  local   default (adopted)  10.210.4.0/22  ready   blog, shop");
    }

    @Test
    void destinationOnAServerThatIsNotThereIsRefused() {
        daemon.json("GET /api/v1/status", 200, STATUS);
        daemon.json("POST /api/v1/destinations", 201, """
                {"name":"eu","id":"d","server":"local","network":"eu","subnet":"10.9.0.0/22","adopted":false,"users":[]}""");
        assertThat(run("destination", "add", "eu", "--server", "moon").exitCode())
                .isEqualTo(3);
        Ran ran = run("destination", "add", "eu", "--server", "local", "--subnet", "10.9.0.0/22");
        assertThat(ran.out()).isEqualTo("""
                destination eu: network eu, 10.9.0.0/22
                  place stacks there: portolan stack deploy … --destination eu
                """);
        assertThat(daemon.last("POST /api/v1/destinations").body())
                .isEqualTo("{\"name\":\"eu\",\"subnet\":\"10.9.0.0/22\"}");
    }

    @Test
    void networkIsAdoptedUnderItsOwnOrAnotherName() {
        daemon.json("POST /api/v1/destinations", 201, """
                {"name":"eu","id":"d","server":"local","network":"lan","subnet":"10.9.0.0/22","adopted":true,"users":[]}""");
        assertThat(run("destination", "add", "lan", "--adopt").out()).startsWith("destination eu: adopted network lan");
        assertThat(daemon.last("POST /api/v1/destinations").body()).isEqualTo("{\"name\":\"lan\",\"adopt\":\"lan\"}");
        run("destination", "add", "eu", "--adopt", "lan");
        assertThat(daemon.last("POST /api/v1/destinations").body()).isEqualTo("{\"name\":\"eu\",\"adopt\":\"lan\"}");
        run("destination", "add", "eu", "--label", "team=sales", "--label", "floor=2");
        assertThat(daemon.last("POST /api/v1/destinations").body())
                .isEqualTo("{\"name\":\"eu\",\"labels\":{\"team\":\"sales\",\"floor\":\"2\"}}");
    }

    @Test
    void destinationShowsWhoIsReachedHow() {
        daemon.json("GET /api/v1/destinations/eu", 200, """
                {"name":"eu","id":"d","server":"local","network":"ptl-2-eu","subnet":"10.9.0.0/22","adopted":false,"status":"ready",
                 "labels":{"team":"sales"},"users":["blog","shop"],
                 "members":[{"stack":"shop","service":"db","names":["db.shop-x1"],"connections":["postgresql://shop:***@db.shop-x1:5432/shop"]},
                            {"stack":"shop","service":"worker","names":["worker.shop-x1"],"connections":[]}]}""");
        assertThat(run("destination", "show", "eu").out()).isEqualTo("""
                eu  ready  network ptl-2-eu, 10.9.0.0/22
                  label team=sales
                  stacks: blog, shop

                  STACK  SERVICE  REACHED AS
                  shop   db       postgresql://shop:***@db.shop-x1:5432/shop
                  shop   worker   worker.shop-x1
                """);
    }

    @Test
    void reconcileEndsWithFiveOnlyIfADryRunFindsDrift() {
        String drift = """
                {"dryRun":%s,"drift":[{"scope":"proxy","action":"connect-network","target":"proxy","reason":"it is not on default","breaks":"http://a.localhost does not answer"}],"notes":[],"diagnostics":[]}""";
        daemon.json("POST /api/v1/reconcile?dryRun=true", 200, drift.formatted("true"));
        daemon.json("POST /api/v1/reconcile?dryRun=false", 200, drift.formatted("false"));
        Ran dry = run("reconcile", "--dry-run");
        assertThat(dry.exitCode()).isEqualTo(5);
        assertThat(dry.out())
                .startsWith("1 thing to repair:\n")
                .contains("until then: http://a.localhost does not answer\n");
        Ran real = run("reconcile");
        assertThat(real.exitCode()).isZero();
        assertThat(real.out()).startsWith("1 thing repaired:\n");
    }

    @Test
    void reconcileEndsWithFiveForWhatIsToldAndNotRepaired() {
        daemon.json("POST /api/v1/reconcile?dryRun=true", 200, """
                {"dryRun":true,"drift":[],"notes":[],"diagnostics":[{"severity":"warning","code":"drift.network.stranger","message":"container x is on it","suggestion":"docker network disconnect it x"}]}""");
        Ran ran = run("reconcile", "--dry-run");
        assertThat(ran.exitCode()).isEqualTo(5);
        assertThat(ran.err()).contains("container x is on it", "docker network disconnect it x");
    }
}
