package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A port of the host has one holder, and who wants it too is told which. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortsTest {
    private static final Pattern FREE = Pattern.compile("port (\\d+) is free");
    private static final String HOST = "site.localhost";

    private final Portolan portolan = Portolan.up();
    private final int taken = Portolan.freePort();

    private Path folder;

    @BeforeAll
    void deploySite(@TempDir Path folder) throws IOException {
        this.folder = folder;
        portolan.deploy(site(taken + ":8080"), "site", "--domain", "web=http://" + HOST)
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void aFreePortAnswers() throws IOException {
        assertThat(status(taken)).isEqualTo(200);
        JsonNode port = listed(taken);
        assertThat(port.get("kind").asText()).isEqualTo("stack");
        assertThat(port.get("holder").asText()).contains("stack site", "web");
        assertThat(port.get("target").asText()).isEqualTo("8080/tcp");
        assertThat(port.get("reach").asText()).isEqualTo("internet");
    }

    @Test
    void thePlanNamesThePolicyOfAPortWithoutAnAddress() throws IOException {
        int port = Portolan.freePort();
        assertThat(portolan.plan(site(port + ":8080"), "named").ok().all())
                .contains("0.0.0.0:%d→8080/tcp (public)".formatted(port));
        assertThat(portolan.plan(site("127.0.0.1:" + port + ":8080"), "named")
                        .ok()
                        .all())
                .contains("127.0.0.1:%d→8080/tcp (host only)".formatted(port));
    }

    @Test
    void aPortThatTheEngineChoseForAForeignContainerIsRefused() throws IOException {
        String id = Shell.docker("run", "-d", "-p", "8080", "portolan-test/http:1")
                .ok()
                .out()
                .strip();
        try {
            String bound = Shell.docker("port", id, "8080/tcp")
                    .ok()
                    .out()
                    .lines()
                    .findFirst()
                    .orElseThrow();
            int port = Integer.parseInt(bound.substring(bound.lastIndexOf(':') + 1));
            refused(site(port + ":8080"), "container ");
        } finally {
            Shell.docker("rm", "-f", id).ok();
        }
    }

    @Test
    void aPortOfTheOtherAddressFamilyIsFree() throws IOException {
        int port = Portolan.freePort();
        String id = Shell.docker("run", "-d", "-p", "[::]:%d:8080".formatted(port), "portolan-test/http:1")
                .ok()
                .out()
                .strip();
        try {
            portolan.deploy(site(port + ":8080"), "four").ok();
            assertThat(status(port)).isEqualTo(200);
            assertThat(portolan.plan(site("[::1]:" + port + ":8080"), "six")
                            .exit(3)
                            .all())
                    .contains("port.taken", "container ");
            portolan.run("stack", "rm", "four").ok();
        } finally {
            Shell.docker("rm", "-f", id).ok();
        }
    }

    @Test
    void aRangeIsRefusedOnceWithAFreeOneOfItsSize() throws IOException {
        try (ServerSocket program = new ServerSocket(0)) {
            int held = program.getLocalPort();
            String range = "%d-%d:8080-8082".formatted(held - 1, held + 1);
            JsonNode diagnostics =
                    portolan.plan(site(range), "range").exit(3).json().get("diagnostics");

            List<JsonNode> taken = diagnostics
                    .valueStream()
                    .filter(d -> d.get("code").asText().equals("port.taken"))
                    .toList();
            assertThat(taken).singleElement().satisfies(d -> {
                assertThat(d.get("message").asText())
                        .contains("ports %d-%d".formatted(held - 1, held + 1), held + " is held by");
                assertThat(d.get("suggestion").asText()).matches("ports \\d+-\\d+ are free");
            });
        }
    }

    @Test
    void theProxysPortIsRefusedToAFileThatWantsIt() {
        Path file = Lab.corpus("awesome-compose/wordpress-mysql/compose.yaml");
        assumeFree(80);
        try (Portolan onPort80 = Portolan.up(80)) {
            Result refused = onPort80.plan(file, "blog").exit(3);

            String diagnostics = refused.json().get("diagnostics").toString();
            assertThat(diagnostics)
                    .contains("port 80 of the host", "the HTTP proxy of Portolan", "--domain wordpress=");
            assertThat(refused.json().get("diagnostics"))
                    .filteredOn(d -> d.get("severity").asText().equals("error"))
                    .first()
                    .satisfies(d -> assertThat(d.get("line").asInt()).isEqualTo(22));
            assertThat(freePortIn(diagnostics)).isEqualTo(8080);
            assertThat(listed(onPort80, 80).get("kind").asText()).isEqualTo("proxy");

            assertThat(onPort80.deploy(file, "blog").exit(3).all()).contains("the HTTP proxy of Portolan");
            assertThat(onPort80.run("stack", "ls", "--json").ok().json().get("items"))
                    .isEmpty();
            assertThat(onPort80.code("nobody.localhost")).isEqualTo(404);
        }
    }

    @Test
    void theProxysPortIsRefused() throws IOException {
        refused(site(portolan.httpPort() + ":8080"), "the HTTP proxy of Portolan");
        assertThat(listed(portolan.httpPort()).get("kind").asText()).isEqualTo("proxy");
    }

    @Test
    void thePortOfAnotherStackIsRefused() throws IOException {
        int free = refused(site(taken + ":8080"), "stack site");

        portolan.deploy(site(free + ":8080"), "second").ok();
        assertThat(status(free)).isEqualTo(200);
        portolan.run("stack", "rm", "second").ok();
    }

    @Test
    void thePortOfAProgramOfTheHostIsRefused() throws IOException {
        try (ServerSocket program = new ServerSocket(0)) {
            refused(site(program.getLocalPort() + ":8080"), "held by");
            assertThat(listed(program.getLocalPort()).get("kind").asText()).isEqualTo("program");
        }
    }

    @Test
    void thePortOfAForeignContainerIsRefused() throws IOException {
        int port = Portolan.freePort();
        String name = "foreign-" + port;
        String id = Shell.docker("run", "-d", "--name", name, "-p", port + ":8080", "portolan-test/http:1")
                .ok()
                .out()
                .strip();
        try {
            refused(site(port + ":8080"), "container " + name);
            Portolan.eventually(
                    "the foreign container is listed",
                    Duration.ofSeconds(10),
                    () -> listed(port).get("kind").asText().equals("container"));
            assertThat(listed(port).get("holder").asText()).isEqualTo("container " + name);
        } finally {
            Shell.docker("rm", "-f", id).ok();
        }
    }

    @Test
    void oneFileCannotClaimAPortTwice() throws IOException {
        int port = Portolan.freePort();
        Path file = file("""
                services:
                  one:
                    image: portolan-test/http:1
                    ports: ["%d:8080"]
                  two:
                    image: portolan-test/http:1
                    ports: ["%d:8080"]
                """.formatted(port, port));

        assertThat(portolan.plan(file, "twice").exit(3).all()).contains("port " + port, "service one");
    }

    @Test
    void aPortBoundToOneAddressAnswersThereOnly() throws IOException {
        int port = Portolan.freePort();
        portolan.deploy(site("127.0.0.1:" + port + ":8080"), "bound").ok();

        assertThat(status(port)).isEqualTo(200);
        assertThat(listed(port).get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(listed(port).get("reach").asText()).isEqualTo("host only");
        for (InetAddress address : otherAddresses()) {
            assertThat(connects(address, port)).as(address.toString()).isFalse();
        }
        portolan.run("stack", "rm", "bound").ok();
    }

    @Test
    void aUdpPortCarriesDatagramsBesideTheTcpPortOfTheSameNumber() throws IOException {
        Path file = file("""
                services:
                  echo:
                    image: busybox:latest
                    command:
                      - python3
                      - -uc
                      - |
                        import socket
                        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                        s.bind(("0.0.0.0", 5353))
                        while True:
                            data, peer = s.recvfrom(1000)
                            s.sendto(b"echo " + data, peer)
                    init: true
                    ports: ["%d:5353/udp"]
                """.formatted(taken));
        portolan.deploy(file, "echo").ok();

        Portolan.eventually("a datagram comes back", Duration.ofSeconds(15), () -> "echo hello".equals(datagram()));
        assertThat(status(taken)).isEqualTo(200);
        assertThat(portolan.run("port", "ls", "--json")
                        .ok()
                        .json()
                        .get("items")
                        .valueStream()
                        .filter(p -> p.get("port").asInt() == taken)
                        .map(p -> p.get("protocol").asText()))
                .contains("tcp", "udp");
        portolan.run("stack", "rm", "echo").ok();
    }

    /** Returns the free port that is offered. */
    private int refused(Path file, String holder) throws IOException {
        Result plan = portolan.plan(file, "clash").exit(3);
        String diagnostics = plan.json().get("diagnostics").toString();
        assertThat(diagnostics).contains("port.taken", holder);
        assertThat(plan.json().get("diagnostics").get(0).get("line").asInt()).isEqualTo(4);
        portolan.deploy(file, "clash").exit(3);
        assertThat(portolan.run("stack", "ls", "--json").ok().out()).doesNotContain("clash");
        assertThat(portolan.code(HOST)).isEqualTo(200);
        assertThat(status(taken)).isEqualTo(200);
        int free = freePortIn(diagnostics);
        try (ServerSocket _ = new ServerSocket(free)) {
            return free;
        }
    }

    private static int freePortIn(String diagnostics) {
        Matcher offer = FREE.matcher(diagnostics);
        assertThat(offer.find()).as(diagnostics).isTrue();
        return Integer.parseInt(offer.group(1));
    }

    private JsonNode listed(int port) {
        return listed(portolan, port);
    }

    private static JsonNode listed(Portolan portolan, int port) {
        JsonNode items = portolan.run("port", "ls", "--json").ok().json().get("items");
        return items.valueStream()
                .filter(p -> p.get("port").asInt() == port
                        && p.get("protocol").asText().equals("tcp"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("port " + port + " is not in " + items));
    }

    private String datagram() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(1000);
            byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(hello, hello.length, InetAddress.getLoopbackAddress(), taken));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int status(int port) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
        connection.setReadTimeout(10_000);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> !a.isLoopbackAddress() && a instanceof java.net.Inet4Address)
                .toList();
    }

    private static boolean connects(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assumeFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            Assumptions.abort("port " + port + " of this machine is not free for the test: " + e.getMessage());
        }
    }

    private Path site(String port) throws IOException {
        return file("""
                services:
                  web:
                    image: portolan-test/http:1
                    ports: ["%s"]
                """.formatted(port));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("compose.yaml"), text);
    }
}
