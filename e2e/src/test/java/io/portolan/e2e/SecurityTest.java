package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger on the machine, a hostile container and a reader of logs get to see: nothing. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String SECRET = "correct-horse-battery-staple";

    /** Prints which of the ports 1 to 10000, and those given, answer at the addresses given. */
    private static final String SCAN = """
            import asyncio, sys
            async def probe(host, port, gate):
                async with gate:
                    try:
                        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 1)
                        writer.close()
                        print(f"{host} {port}")
                    except (OSError, asyncio.TimeoutError):
                        return
            async def main():
                gate = asyncio.Semaphore(2000)
                hosts, more = sys.argv[1].split(","), [int(p) for p in sys.argv[2].split(",")]
                ports = sorted(set(list(range(1, 10001)) + more))
                await asyncio.gather(*(probe(h, p, gate) for h in hosts for p in ports))
                print("scanned")
            asyncio.run(main())
            """;

    private final Portolan portolan = Portolan.up();

    private Path folder;
    private String planned = "";

    @BeforeAll
    void deploy(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path file = Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  web:
                    image: portolan-test/http:1
                    environment:
                      TOKEN: ${TOKEN}
                      PASSWORD: ${SERVICE_PASSWORD_WEB}
                    expose: [8080]
                  hidden:
                    image: portolan-test/http:1
                """);
        planned = portolan.plan(file, "site", "--set", "TOKEN=" + SECRET).ok().all();
        Result deployed = portolan.deploy(
                        file, "site", "--set", "TOKEN=" + SECRET, "--domain", "web=http://site.localhost")
                .ok();
        planned += deployed.all();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void nothingButHealthAnswersWithoutTheToken() throws IOException, InterruptedException {
        String base = "http://127.0.0.1:" + portolan.apiPort();
        String token = Files.readString(portolan.data().resolve("admin.token")).strip();
        JsonNode paths = JsonMapper.builder()
                .build()
                .readTree(call("GET", base + "/api/v1/openapi.json", token).body())
                .get("paths");

        Set<String> open = new TreeSet<>();
        Set<String> tried = new TreeSet<>();
        for (String path : paths.propertyStream().map(p -> p.getKey()).toList()) {
            for (String method :
                    paths.get(path).propertyStream().map(p -> p.getKey()).toList()) {
                if (METHODS.contains(method)) {
                    String url = base + path.replaceAll("\\{[^}]*}", "x");
                    int status = call(method.toUpperCase(java.util.Locale.ROOT), url, "")
                            .statusCode();
                    int guessed = call(method.toUpperCase(java.util.Locale.ROOT), url, "ptl_guess")
                            .statusCode();
                    tried.add(path);
                    if (status != 401 || guessed != 401) {
                        open.add(path);
                    }
                }
            }
        }
        assertThat(tried).hasSizeGreaterThan(15);
        assertThat(open).containsExactlyInAnyOrder("/health/live", "/health/ready");
        assertThat(call("GET", base + "/api/v1/not-there", "").statusCode()).isEqualTo(401);
        assertThat(call("GET", base + "/", "").statusCode()).isIn(401, 404);
    }

    private static HttpResponse<String> call(String method, String url, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theDataFolderAndWhatIsInItAreTheOwnersOnly() throws IOException {
        assertThat(permissions(portolan.data())).isEqualTo("rwx------");
        assertThat(permissions(portolan.data().resolve("admin.token"))).isEqualTo("rw-------");
    }

    @Test
    void theProxyIsControlledThroughASocketInAPrivateFolderAndNoPort() throws IOException {
        Path socket = socket();
        assertThat(permissions(socket.resolveSibling(""))).isEqualTo("rwx------");
        String published = Shell.docker("port", portolan.proxy()).ok().out();
        assertThat(published.lines().map(l -> l.replaceAll("/.*", "")).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("80", "443");
    }

    private Path socket() throws IOException {
        try (Stream<Path> all = Files.walk(portolan.data())) {
            return all.filter(p -> p.getFileName().toString().endsWith(".sock"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** The routed service is on the destination's network and on the stack's; the hidden one on the latter alone. */
    @Test
    void aHostileContainerFindsOnlyThePublicPorts() {
        String proxies = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
        String gateways = "{{range .NetworkSettings.Networks}}{{.Gateway}} {{end}}";
        List<String> proxy = words(inspect(proxies, portolan.proxy()));
        assertThat(proxy).isNotEmpty();
        for (String service : List.of("web", "hidden")) {
            String container = portolan.container("site", service);
            List<String> gateway = words(inspect(gateways, container));
            assertThat(gateway).isNotEmpty();
            String targets = Stream.concat(proxy.stream(), gateway.stream()).collect(Collectors.joining(","));

            Result scan = Shell.docker(
                            "exec",
                            container,
                            "python3",
                            "-c",
                            SCAN,
                            targets,
                            portolan.apiPort() + "," + portolan.httpPort())
                    .ok();

            assertThat(scan.out()).endsWith("scanned\n");
            List<String> answering =
                    scan.out().lines().filter(l -> !l.equals("scanned")).toList();
            for (String line : answering) {
                String address = line.split(" ")[0];
                String port = line.split(" ")[1];
                Set<String> allowed =
                        proxy.contains(address) ? Set.of("80", "443") : Set.of(String.valueOf(portolan.httpPort()));
                assertThat(allowed).as("%s reaches %s", service, line).contains(port);
            }
            if (service.equals("web")) {
                assertThat(answering).anySatisfy(line -> assertThat(line).endsWith(" 80"));
            }
        }
    }

    private static String inspect(String format, String container) {
        return Shell.docker("inspect", "-f", format, container).ok().out();
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
    }

    @Test
    void noSecretOfAStackIsToldAnywhere() throws IOException {
        String web = portolan.container("site", "web");
        String generated = inspect("{{range .Config.Env}}{{println .}}{{end}}", web)
                .lines()
                .filter(l -> l.startsWith("PASSWORD="))
                .map(l -> l.substring("PASSWORD=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(generated).hasSizeGreaterThan(10);
        assertThat(inspect("{{range .Config.Env}}{{println .}}{{end}}", web)).contains("TOKEN=" + SECRET);

        String told = planned
                + portolan.daemonLog()
                + Files.readString(portolan.data().resolve("supervisor.log"))
                + portolan.show("site")
                + portolan.status()
                + portolan.run("stack", "revisions", "site", "--json").ok().all()
                + inspect("{{json .Config.Labels}} {{json .Config.Cmd}}", web);
        assertThat(told).doesNotContain(SECRET, generated);
        for (Path file : filesOf(portolan.data())) {
            String content = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(content.contains(SECRET) || content.contains(generated))
                    .as("a secret stands readable in %s", file)
                    .isFalse();
        }
    }

    /** The store, its journal, the proxy's configuration, the logs; not the program. */
    private static List<Path> filesOf(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> !f.startsWith(data.resolve("app")))
                    .toList();
        }
    }
}
