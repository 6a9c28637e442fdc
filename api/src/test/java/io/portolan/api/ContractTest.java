package io.portolan.api;

import static io.portolan.api.TestApi.ENV;
import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.api.http.Routes.Endpoint;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final String PLAN = """
            {"files": [{"path": "compose.yaml", "content": "c2VydmljZXM6CiAgd2ViOgogICAgaW1hZ2U6IG5naW54Cg=="}],
             "composeFiles": ["compose.yaml"]}
            """;

    private final TestApi api = new TestApi();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void describesEveryRouteWithItsParametersAndNothingElse() {
        Map<String, Endpoint> registered = new TreeMap<>();
        api.endpoints().forEach(e -> registered.put(e.toString(), e));

        assertThat(registered).isEqualTo(TestApi.contract().operations());
    }

    /** {@link TestApi#send} compares each answer with the document. */
    @Test
    void everyOperationAnswersAsDescribed() {
        api.get("/health/live");
        api.get("/health/ready");
        api.get("/api/v1/openapi.json");
        api.get(ENV + "/stacks");
        api.get(ENV + "/stacks/blog");
        api.delete(ENV + "/stacks/blog?volumes=true");
        api.post(ENV + "/stacks/blog/plans", PLAN);
        api.post(ENV + "/stacks/blog/stop");
        api.post(ENV + "/stacks/blog/start");
        api.post(ENV + "/stacks/blog/restart");
        api.post(ENV + "/stacks/blog/join", "{\"services\": [\"db\"]}");
        api.post(ENV + "/stacks/blog/leave", "{\"services\": [\"all\"]}");
        api.get(ENV + "/stacks/blog/revisions");
        api.post(ENV + "/stacks/blog/rollback");
        api.get(ENV + "/stacks/blog/logs?service=db&tail=5&follow=true");
        api.send(api.request("GET", ENV + "/stacks/blog/logs", BodyPublishers.noBody())
                .header("Accept", "text/event-stream"));
        api.post(ENV + "/stacks/blog/exec", "{\"service\": \"db\", \"command\": [\"ls\", \"-l\"]}");
        api.post(ENV + "/deployments", "{\"plan\": \"p1\"}");
        api.get(ENV + "/deployments/d1");
        api.get(ENV + "/deployments/d1/events");
        api.get(ENV + "/domains");
        api.post(ENV + "/domains", "{\"stack\": \"blog\", \"service\": \"web\", \"url\": \"http://blog.localhost\"}");
        api.post(ENV + "/domains", """
                {"stack": "blog", "service": "web", "url": "https://shop.localhost/a", "options": {
                 "www": "to-non-www", "edge": "proxied", "forceHttps": true, "stripPrefix": true, "compress": true,
                 "sticky": true, "protocol": "h2c", "responseTimeoutSeconds": 30, "maxBodyBytes": 1000,
                 "redirect": {"url": "https://b.localhost/", "permanent": true}, "allow": ["10.0.0.0/8", "192.0.2.7"],
                 "requestHeaders": {"x-a": "1"}, "responseHeaders": {"Server": ""}}}""");
        api.delete(ENV + "/domains?url=http://blog.localhost");
        api.get(ENV + "/links");
        api.post(
                ENV + "/stacks/shop/links/plans",
                "{\"service\": \"web\", \"provider\": \"base\", \"containerPort\": 5432, \"prefix\": \"DATABASE\"}");
        api.delete(ENV + "/links/l1");
        api.get("/api/v1/destinations");
        api.post(
                "/api/v1/destinations",
                "{\"name\": \"fast\", \"subnet\": \"10.20.0.0/22\", \"labels\": {\"team\": \"a\"}}");
        api.post("/api/v1/destinations", "{\"name\": \"lan\", \"adopt\": \"office\"}");
        api.get("/api/v1/destinations/fast");
        api.delete("/api/v1/destinations/fast");
        api.get("/api/v1/proxy");
        api.post("/api/v1/proxy/exchange", "{\"kind\": \"haproxy\"}");
        api.post("/api/v1/proxy/exchange", "{\"image\": \"caddy:2.11\"}");
        api.post("/api/v1/proxy/restart");
        api.get("/api/v1/proxy/logs?tail=5&follow=true");
        api.get("/api/v1/networks");
        api.get("/api/v1/networks/blog");
        api.get("/api/v1/networks/blog/reach");
        api.get("/api/v1/ports");
        api.get("/api/v1/routes");
        api.get("/api/v1/events");
        api.get("/api/v1/status");
        api.post("/api/v1/reconcile?dryRun=true");

        assertThat(api.answered)
                .containsExactlyInAnyOrderElementsOf(
                        TestApi.contract().operations().keySet());
        assertThat(api.fake.calls.list())
                .containsSubsequence(
                        "list env-1",
                        "show env-1 blog",
                        "remove blog with volumes",
                        "plan env-1 blog",
                        "stop blog",
                        "start blog",
                        "restart blog",
                        "join blog [db]",
                        "leave blog [all]",
                        "revisions blog",
                        "rollback blog previous",
                        "logs blog db 5 true",
                        "logs blog * 100 false",
                        "exec blog db [ls, -l]",
                        "deploy env-1 p1",
                        "deployment d1",
                        "follow d1",
                        "add domain http://blog.localhost blog web any",
                        "add domain https://shop.localhost/a blog web any RouteOptions[www=TO_NON_WWW, edge=PROXIED, "
                                + "forceHttps=true, protocol=H2C, sticky=true, responseTimeout=Optional[PT30S], "
                                + "redirect=Optional[Redirect[scheme=https, host=Optional[b.localhost], "
                                + "port=OptionalInt.empty, path=Optional[/], permanent=true]], "
                                + "middlewares=Middlewares[allow=[10.0.0.0/8, 192.0.2.7/32], credentials=[], "
                                + "maxBody=OptionalLong[1000], stripPrefix=true, compress=true, "
                                + "headers=HeaderRules[request={x-a=1}, response={Server=}]]]",
                        "remove domain http://blog.localhost",
                        "plan link shop web base * 5432/tcp DATABASE",
                        "remove link l1",
                        "add destination fast 10.20.0.0/22 made {team=a}",
                        "add destination lan any office {}",
                        "show destination fast",
                        "remove destination fast",
                        "use proxy haproxy as usual",
                        "use proxy caddy caddy:2.11",
                        "restart proxy",
                        "logs of proxy 5 true",
                        "network blog",
                        "status",
                        "reconcile dry run");
    }

    @Test
    void servesTheDocumentItself() {
        assertThat(api.get("/api/v1/openapi.json").json().get("openapi").asText())
                .isEqualTo("3.1.0");
    }

    @Test
    void aStartedDeploymentSaysWhereItIs() {
        String location = api.post(ENV + "/deployments", "{\"plan\": \"p1\"}").header("Location");

        assertThat(location).startsWith(ENV + "/deployments/d");
        assertThat(api.get(location).status()).isEqualTo(200);
    }
}
