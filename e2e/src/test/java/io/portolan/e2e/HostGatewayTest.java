package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who calls the server by {@code host.docker.internal} knows that name, and is told whether what it calls answers. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostGatewayTest {
    private static final String NAME = "host.docker.internal";

    private final Portolan portolan = Portolan.up();
    private final int open = Portolan.freePort();
    private final int closed = Portolan.freePort();

    private Path folder;
    private JsonNode deployed;

    @BeforeAll
    void deployBoth(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path store = file("""
                services:
                  api:
                    image: portolan-test/http:1
                    environment: {GREETING: from the store}
                    ports: ["%d:8080", "127.0.0.1:%d:8080"]
                """.formatted(open, closed));
        portolan.deploy(store, "store").ok();
        deployed = deploy(shop(url(open)), "shop");
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void whoCallsTheHostReachesWhatAnotherStackPublishes() {
        Result answer = portolan.run("stack", "exec", "shop", "web", "--", "curl", "-s", "-m", "5", url(open));
        assertThat(answer.ok().out()).contains("from the store");
    }

    @Test
    void aGuestOfANetworkReachesItToo() {
        Result answer = portolan.run("stack", "exec", "shop", "guest", "--", "curl", "-s", "-m", "5", url(open));
        assertThat(answer.ok().out()).contains("from the store");
    }

    @Test
    void aFileThatIsMountedCountsAsWell() {
        portolan.run("stack", "exec", "shop", "reader", "--", "getent", "hosts", NAME)
                .ok();
    }

    @Test
    void whoseFileDoesNotCallTheHostDoesNotKnowTheName() {
        assertThat(portolan.run("stack", "exec", "shop", "aside", "--", "getent", "hosts", NAME)
                        .exit())
                .isNotZero();
        assertThat(portolan.run("stack", "exec", "store", "api", "--", "getent", "hosts", NAME)
                        .exit())
                .isNotZero();
    }

    @Test
    void thePlanAndTheDeploySayWhoHoldsThePortAndThatItAnswers() {
        assertThat(messages(deployed, "host-gateway.added"))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).contains("service web gets the name", "variable BACKEND has it"),
                        m -> assertThat(m).contains("service holder", "variable BACKEND of service guest has it"),
                        m -> assertThat(m).contains("service reader", "config addresses has it"));
        assertThat(messages(deployed, "host-gateway.port")).anySatisfy(m -> assertThat(m)
                .contains("port " + open, "service web", "variable BACKEND", "stack store, service api"));
        assertThat(messages(deployed, "host-gateway.answers"))
                .anySatisfy(m -> assertThat(m).contains("port " + open, "answers service web"))
                .anySatisfy(m -> assertThat(m).contains("port " + open, "answers service holder"));
    }

    @Test
    void aPortOfTheLoopbackAndOneOfNobodyAreWarnedOf() throws IOException {
        JsonNode plan = portolan.plan(shop(url(closed)), "other").ok().json();
        assertThat(messages(plan, "host-gateway.unreachable")).anySatisfy(m -> assertThat(m)
                .contains("port " + closed, "stack store, service api", "on 127.0.0.1 only"));

        int nobodys = Portolan.freePort();
        JsonNode silent = portolan.plan(shop(url(nobodys)), "other").ok().json();
        assertThat(messages(silent, "host-gateway.not-listening"))
                .anySatisfy(m -> assertThat(m).contains("port " + nobodys));
    }

    @Test
    void whatAFirewallDropsIsToldWithTheRuleThatLetsItIn() throws IOException {
        Firewalled found = deployedBehind("-j", "DROP");
        assertThat(messages(found.deployment(), "host-gateway.no-answer"))
                .singleElement()
                .satisfies(m -> assertThat(m).contains("port " + open, "did not answer service web", "firewall"));
        assertThat(texts(found.deployment(), "host-gateway.no-answer", "suggestion"))
                .singleElement()
                .satisfies(s ->
                        assertThat(s).contains("ufw allow in on %s to any port %d".formatted(found.bridge(), open)));
    }

    @Test
    void whatAFirewallRefusesIsToldApart() throws IOException {
        Firewalled refused = deployedBehind("-j", "REJECT", "--reject-with", "tcp-reset");
        assertThat(messages(refused.deployment(), "host-gateway.refused")).isNotEmpty();
        Firewalled prohibited = deployedBehind("-j", "REJECT", "--reject-with", "icmp-host-prohibited");
        assertThat(messages(prohibited.deployment(), "host-gateway.no-way")).isNotEmpty();
    }

    /** @param bridge the device of the network that the caller is on */
    private record Firewalled(JsonNode deployment, String bridge) {}

    /** The last line is how it ended. */
    private JsonNode deploy(Path file, String stack) {
        Result ended = portolan.deploy(file, stack, "--json").ok();
        String last = ended.out().lines().reduce("", (_, line) -> line);
        return new Result(ended.command(), ended.exit(), last, ended.err()).json();
    }

    /** The deploy succeeds all the same. */
    private Firewalled deployedBehind(String... verdict) throws IOException {
        Assumptions.assumeTrue(
                System.getenv("PORTOLAN_LAB") != null, "the network is not the lab's own: its firewall is left alone");
        List<String> rule =
                new ArrayList<>(List.of("INPUT", "-i", "br-+", "-p", "tcp", "--dport", String.valueOf(open)));
        rule.addAll(List.of(verdict));
        Path file = file("""
                services:
                  web:
                    image: busybox:latest
                    command: sleep infinity
                    init: true
                    environment: {BACKEND: "%s"}
                """.formatted(url(open)));
        iptables("-I", rule);
        try {
            JsonNode deployment = deploy(file, "firewalled");
            return new Firewalled(deployment, bridge(portolan.container("firewalled", "web")));
        } finally {
            iptables("-D", rule);
            portolan.run("stack", "rm", "firewalled").ok();
        }
    }

    private static String bridge(String container) {
        String id = Shell.docker("inspect", "-f", "{{range .NetworkSettings.Networks}}{{.NetworkID}}{{end}}", container)
                .ok()
                .out()
                .strip();
        return "br-" + id.substring(0, 12);
    }

    private static void iptables(String what, List<String> rule) {
        List<String> command = new ArrayList<>(List.of("iptables", "-w", what));
        command.addAll(rule);
        Shell.run(command.toArray(String[]::new)).ok();
    }

    private static List<String> messages(JsonNode document, String code) {
        return texts(document, code, "message");
    }

    private static List<String> texts(JsonNode document, String code, String part) {
        return document.get("diagnostics")
                .valueStream()
                .filter(d -> d.get("code").asText().equals(code))
                .map(d -> d.get(part).asText())
                .toList();
    }

    private static String url(int port) {
        return "http://%s:%d/".formatted(NAME, port);
    }

    private Path shop(String backend) throws IOException {
        return file("""
                x-idle: &idle
                  image: busybox:latest
                  command: sleep infinity
                  init: true
                services:
                  web:
                    <<: *idle
                    environment: {BACKEND: "%s"}
                  holder:
                    <<: *idle
                  guest:
                    <<: *idle
                    network_mode: service:holder
                    environment: {BACKEND: "%s"}
                  reader:
                    <<: *idle
                    configs: [addresses]
                  aside:
                    <<: *idle
                    environment: {BACKEND: "http://%s.example:%d"}
                configs:
                  addresses:
                    content: "backend = host.docker.internal"
                """.formatted(backend, backend, NAME, open));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), text);
    }
}
