package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No container and no other user of the machine gets at what a proxy is told by, whichever proxy it is. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminInterfaceTest {
    /** Prints which ports answer at the addresses, and of each what it says to the questions of admin interfaces. */
    private static final String SCAN = """
            import asyncio, sys
            ASKED = ["/config/", "/api/rawdata", "/api/http/routers", "/ping", "/dashboard/", "/stats", "/metrics", "/debug/pprof/"]
            async def probe(host, port, gate):
                async with gate:
                    try:
                        _, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 2)
                        writer.close()
                        return (host, port)
                    except (OSError, asyncio.TimeoutError):
                        return None
            async def ask(host, port, path):
                try:
                    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 2)
                    writer.write(f"GET {path} HTTP/1.0\\r\\nHost: {host}\\r\\n\\r\\n".encode())
                    answer = await asyncio.wait_for(reader.read(), 2)
                    writer.close()
                    return answer.decode(errors="replace").split("\\r\\n")[0]
                except (OSError, asyncio.TimeoutError):
                    return "nothing"
            async def main():
                gate = asyncio.Semaphore(800)
                hosts = sys.argv[1].split(",")
                found = await asyncio.gather(*(probe(h, p, gate) for h in hosts for p in map(int, sys.argv[2].split(","))))
                for host, port in filter(None, found):
                    for path in ASKED:
                        print(host, port, path, await ask(host, port, path))
                print("scanned")
            asyncio.run(main())
            """;

    /** Where admin interfaces of proxies are looked for first, and a machine's own services. */
    private static final List<Integer> USUAL = List.of(
            22, 80, 443, 1936, 2019, 2375, 2376, 5000, 5555, 7000, 8000, 8080, 8081, 8082, 8404, 9000, 9090, 9999);

    private final Portolan portolan = Portolan.up();
    /** Hostile containers, by what they are on. */
    private final Map<String, String> hostile = new TreeMap<>();

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("site.yaml"), """
                services:
                  web: {image: 'portolan-test/http:1', expose: [8080]}
                  hidden: {image: 'portolan-test/http:1'}
                """);
        portolan.deploy(file, "site", "--domain", "web=http://site.localhost").ok();
        portolan.deploy(file, "other", "--link", "hidden=site:web").ok();
        hostile.put("the destination and its stack's network", portolan.container("site", "web"));
        hostile.put("its stack's network", portolan.container("site", "hidden"));
        hostile.put("a link", portolan.container("other", "hidden"));
        hostile.put(
                "the engine's own network",
                Shell.docker("run", "-d", "portolan-test/http:1").ok().out().strip());
    }

    @AfterAll
    void down() {
        portolan.close();
        String last = hostile.get("the engine's own network");
        if (last != null) {
            Shell.docker("rm", "-f", last).ok();
        }
    }

    @ParameterizedTest
    @CsvSource({"caddy, caddy:2", "haproxy, haproxy:lts", "traefik, traefik:v3"})
    void nobodyReachesWhatAProxyIsToldBy(String kind, String image) throws IOException {
        Assumptions.assumeTrue(
                Shell.docker("image", "inspect", image).exit() == 0
                        || Shell.docker("pull", "-q", image).exit() == 0,
                "no image " + image);
        portolan.run("proxy", "use", kind, "--image", image).ok();
        assertThat(portolan.code("site.localhost")).isEqualTo(200);

        List<String> proxy = addresses(portolan.proxy(), "IPAddress");
        assertThat(proxy).isNotEmpty();
        boolean anyReachedIt = false;
        for (Map.Entry<String, String> one : hostile.entrySet()) {
            List<String> answers = scan(one.getValue(), proxy);
            for (String answer : answers) {
                assertThat(answer.split(" ")[1])
                        .as("%s, from a container on %s: %s", kind, one.getKey(), answer)
                        .isIn("80", "443", "" + portolan.httpPort(), "" + portolan.httpsPort());
                assertThat(answer)
                        .as("%s, from a container on %s", kind, one.getKey())
                        .doesNotContain(" 200 ");
            }
            anyReachedIt |= answers.stream().anyMatch(a -> proxy.contains(a.split(" ")[0]));
        }
        assertThat(anyReachedIt).as("the scan finds what there is to find").isTrue();
        nobodyElseOfTheMachineEnters(kind);
    }

    /** The proxy's addresses and the container's own gateways: at every port that anything of the proxy's listens on. */
    private List<String> scan(String container, List<String> proxy) {
        List<String> targets = new ArrayList<>(proxy);
        targets.addAll(addresses(container, "Gateway"));
        String ports = Stream.concat(USUAL.stream(), listening().stream())
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
        Result scan = Shell.docker("exec", container, "python3", "-c", SCAN, String.join(",", targets), ports)
                .ok();
        assertThat(scan.out()).endsWith("scanned\n");
        return scan.out().lines().filter(l -> !l.equals("scanned")).toList();
    }

    /** Nothing else can answer there: what is not in this table takes no connection. */
    private List<Integer> listening() {
        List<Integer> ports = Shell.docker("exec", portolan.proxy(), "cat", "/proc/net/tcp", "/proc/net/tcp6")
                .out()
                .lines()
                .map(l -> l.strip().split("\\s+"))
                .filter(l -> l.length > 3 && l[3].equals("0A"))
                .map(l -> Integer.parseInt(l[1].substring(l[1].lastIndexOf(':') + 1), 16))
                .toList();
        assertThat(ports).contains(80);
        List<Integer> all = new ArrayList<>(ports);
        all.addAll(List.of(portolan.httpPort(), portolan.httpsPort(), portolan.apiPort()));
        return all;
    }

    private static List<String> addresses(String container, String field) {
        return Shell.docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{println ." + field + "}}{{end}}",
                        container)
                .ok()
                .out()
                .lines()
                .filter(l -> !l.isBlank())
                .toList();
    }

    private void nobodyElseOfTheMachineEnters(String kind) throws IOException {
        Path control = portolan.data().resolve("proxy").resolve(kind);
        assertThat(control).isDirectory();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(portolan.data().resolve("proxy"))) {
            all.forEach(files::add);
        }
        for (Path file : files) {
            Result read = Shell.run(
                    "setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    "sh",
                    "-c",
                    "ls -d \"$1\" || cat \"$1\" || curl -s -m 3 --unix-socket \"$1\" http://proxy/config/",
                    "sh",
                    file.toString());
            assertThat(read.exit()).as(file.toString()).isNotZero();
            assertThat(read.out()).as(file.toString()).isEmpty();
        }
        nothingListensOnTheHostFor(kind);
    }

    private void nothingListensOnTheHostFor(String kind) {
        String published = Shell.docker("port", portolan.proxy()).ok().out();
        assertThat(published.lines().map(l -> l.replaceAll("/.*", ""))).as(kind).containsOnly("80", "443");
    }
}
