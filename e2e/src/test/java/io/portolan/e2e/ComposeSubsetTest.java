package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.e2e.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every key of Compose that Portolan takes, carried out: the engine and the containers themselves are asked. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposeSubsetTest {
    private final Portolan portolan = Portolan.up();
    private final Map<String, JsonNode> inspected = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final int published = Portolan.freePort();

    private Path folder;

    @BeforeAll
    void deploy(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path host = Files.createDirectory(folder.resolve("host"));
        Files.writeString(host.resolve("here"), "from the host");
        Path project = folder.resolve("project");
        Files.createDirectories(project.resolve("conf/deep"));
        Files.writeString(project.resolve("conf/deep/nested.txt"), "nested");
        Files.writeString(project.resolve("conf/top.txt"), "top");
        Files.writeString(project.resolve("script.sh"), "echo from the bundle");
        Files.writeString(
                project.resolve("app.env"), "FROM_FILE=in the file\nOVERRIDDEN=by nobody\n# nothing\nQUOTED=\"a b\"\n");
        Path file = Files.writeString(project.resolve("compose.yaml"), """
                services:
                  all:
                    image: ${IMAGE:-busybox}:latest
                    entrypoint: ["sh", "-c"]
                    command: ["echo up $$HOSTNAME; exec sleep infinity"]
                    init: true
                    user: "1234:2345"
                    working_dir: /work
                    hostname: all-host
                    env_file: [app.env]
                    environment:
                      MAP: is a map
                      NUMBER: 8.50
                      PORTS: 22222:22
                      NO: no
                      EMPTY: ""
                      OVERRIDDEN: in the file's environment
                      DEFAULTED: ${UNSET:-default}
                      PRESENT: ${SET:+present}
                      NESTED: ${UNSET:-${SET}}
                      REQUIRED: ${SET:?must be set}
                      DOLLAR: $$SET
                    labels:
                      com.example.purpose: test
                    restart: unless-stopped
                    stop_grace_period: 7s
                    stop_signal: SIGINT
                    shm_size: 96m
                    cap_add: [NET_ADMIN]
                    cap_drop: [MKNOD]
                    read_only: true
                    sysctls:
                      net.core.somaxconn: 2048
                    ulimits:
                      nproc: 5000
                      nofile: {soft: 3000, hard: 4000}
                    extra_hosts: ["printer:192.0.2.7"]
                    tmpfs: ["/scratch:size=4m"]
                    volumes:
                      - named:/named
                      - %s:/bound:ro
                      - /anonymous
                      - type: tmpfs
                        target: /memory
                        tmpfs: {size: 2097152}
                      - ./script.sh:/opt/script.sh:ro
                      - ./conf:/opt/conf:ro
                    healthcheck:
                      test: ["CMD", "test", "-e", "/bound/here"]
                      interval: 1s
                      timeout: 2s
                      retries: 4
                      start_period: 3s
                    networks:
                      front: {aliases: [front-alias]}
                      back: {}
                    deploy:
                      resources:
                        limits: {cpus: "0.5", memory: 128M, pids: 90}
                        reservations: {memory: 32M}
                    logging:
                      driver: json-file
                      options: {max-size: 1m, max-file: "2"}
                  listed:
                    image: busybox:latest
                    command: sh -c "echo to stdout; echo to stderr >&2; sleep infinity"
                    init: true
                    environment: [LIST=is a list, "EQUALS=a=b", FROM_SHELL]
                    networks: [back]
                    depends_on: [all]
                  migration:
                    image: busybox:latest
                    command: ["sh", "-c", "sleep 1; date +%%s%%N >/named/migrated"]
                    volumes: ["named:/named"]
                    networks: [back]
                    depends_on:
                      all: {condition: service_healthy}
                  web:
                    image: portolan-test/http:1
                    expose: ["8080"]
                    ports: ["127.0.0.1:%d:8080"]
                    environment: {GREETING: web}
                    networks: [front, back]
                    depends_on:
                      migration: {condition: service_completed_successfully}
                      listed: {condition: service_started}
                  replicated:
                    image: portolan-test/http:1
                    deploy: {replicas: 2}
                    networks: [front]
                volumes:
                  named: {}
                networks:
                  front: {}
                  back: {}
                """.formatted(host, published));
        portolan.deploy(
                        file,
                        "all",
                        "--domain",
                        "replicated=http://replicated.localhost",
                        "--set",
                        "SET=set",
                        "--set",
                        "FROM_SHELL=given")
                .ok();
    }

    @AfterAll
    void down() {
        portolan.close();
    }

    @Test
    void commandAndEntrypoint() {
        assertThat(of("all", "/Config/Entrypoint").toString()).isEqualTo("[\"sh\",\"-c\"]");
        assertThat(portolan.run("stack", "logs", "all", "all").ok().out()).contains("up all-host");
        assertThat(of("listed", "/Config/Cmd").toString())
                .isEqualTo("[\"sh\",\"-c\",\"echo to stdout; echo to stderr >&2; sleep infinity\"]");
    }

    @Test
    void environmentAndInterpolation() {
        assertThat(exec("all", "env").lines())
                .contains(
                        "MAP=is a map",
                        "NUMBER=8.50",
                        "PORTS=22222:22",
                        "NO=no",
                        "EMPTY=",
                        "FROM_FILE=in the file",
                        "QUOTED=a b",
                        "OVERRIDDEN=in the file's environment",
                        "DEFAULTED=default",
                        "PRESENT=present",
                        "NESTED=set",
                        "REQUIRED=set",
                        "DOLLAR=$SET");
        assertThat(exec("listed", "env").lines()).contains("LIST=is a list", "EQUALS=a=b", "FROM_SHELL=given");
    }

    @Test
    void mounts() {
        assertThat(exec("all", "cat", "/bound/here")).isEqualTo("from the host");
        assertThat(exec("all", "sh", "/opt/script.sh").strip()).isEqualTo("from the bundle");
        assertThat(exec("all", "cat", "/opt/conf/top.txt")).isEqualTo("top");
        assertThat(exec("all", "cat", "/opt/conf/deep/nested.txt")).isEqualTo("nested");
        assertThat(exec("all", "cat", "/named/migrated").strip()).matches("\\d+");
        assertThat(exec("all", "df", "-k", "--output=fstype,size", "/scratch", "/memory")
                        .lines()
                        .skip(1)
                        .map(l -> l.strip().replaceAll(" +", " ")))
                .containsExactly("tmpfs 4096", "tmpfs 2048");
        JsonNode mounts = of("all", "/Mounts");
        assertThat(mounts.valueStream()
                        .filter(m -> m.get("Destination").asText().equals("/anonymous"))
                        .map(m -> m.get("Type").asText()))
                .containsExactly("volume");
        for (String readOnly : List.of("/bound/x", "/opt/conf/x", "/x")) {
            assertThat(Shell.docker("exec", container("all"), "touch", readOnly).all())
                    .contains("Read-only file system");
        }
    }

    @Test
    void processAndLimits() {
        assertThat(exec("all", "id", "-u").strip() + ":"
                        + exec("all", "id", "-g").strip())
                .isEqualTo("1234:2345");
        assertThat(exec("all", "pwd").strip()).isEqualTo("/work");
        assertThat(exec("all", "hostname").strip()).isEqualTo("all-host");
        assertThat(of("all", "/HostConfig/Init").asBoolean()).isTrue();
        assertThat(exec("all", "sh", "-c", "ulimit -Sn; ulimit -Hn").lines()).containsExactly("3000", "4000");
        assertThat(exec("all", "df", "-k", "--output=size", "/dev/shm")
                        .lines()
                        .skip(1)
                        .map(String::strip))
                .containsExactly("98304");
        assertThat(exec("all", "cat", "/proc/sys/net/core/somaxconn").strip()).isEqualTo("2048");
        assertThat(of("all", "/HostConfig/CapAdd").toString()).contains("NET_ADMIN");
        assertThat(of("all", "/HostConfig/CapDrop").toString()).contains("MKNOD");
        assertThat(of("all", "/HostConfig/ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(of("all", "/Config/StopSignal").asText()).isEqualTo("SIGINT");
        assertThat(of("all", "/HostConfig/RestartPolicy/Name").asText()).isEqualTo("unless-stopped");
        assertThat(of("all", "/HostConfig/NanoCpus").asLong()).isEqualTo(500_000_000L);
        assertThat(of("all", "/HostConfig/Memory").asLong()).isEqualTo(128L << 20);
        assertThat(of("all", "/HostConfig/MemoryReservation").asLong()).isEqualTo(32L << 20);
        assertThat(of("all", "/HostConfig/PidsLimit").asInt()).isEqualTo(90);
        assertThat(of("all", "/HostConfig/LogConfig").toString())
                .isEqualTo("{\"Type\":\"json-file\",\"Config\":{\"max-file\":\"2\",\"max-size\":\"1m\"}}");
        assertThat(of("all", "/Config/Labels/com.example.purpose").asText()).isEqualTo("test");
        assertThat(of("all", "/Config/StopTimeout").asInt()).isEqualTo(7);
    }

    @Test
    void healthcheck() {
        assertThat(of("all", "/State/Health/Status").asText()).isEqualTo("healthy");
        JsonNode check = of("all", "/Config/Healthcheck");
        assertThat(check.get("Test").toString()).isEqualTo("[\"CMD\",\"test\",\"-e\",\"/bound/here\"]");
        assertThat(check.get("Interval").asLong()).isEqualTo(1_000_000_000L);
        assertThat(check.get("Retries").asInt()).isEqualTo(4);
        assertThat(check.get("StartPeriod").asLong()).isEqualTo(3_000_000_000L);
    }

    @Test
    void dependenciesAreWaitedFor() {
        Instant all = started("all");
        assertThat(started("listed")).isAfter(all);
        assertThat(started("migration")).isAfter(all.plusMillis(900)); // the first check comes after its interval
        assertThat(started("web"))
                .isAfter(Instant.parse(of("migration", "/State/FinishedAt").asText()));
        assertThat(of("migration", "/State/ExitCode").asInt()).isZero();
    }

    @Test
    void namesAndAddresses() {
        assertThat(exec("all", "getent", "hosts", "printer")).contains("192.0.2.7");
        assertThat(exec("listed", "curl", "-s", "http://web:8080/")).contains("\"greeting\": \"web\"");
        assertThat(exec("web", "getent", "hosts", "front-alias")).contains("front-alias");
        // Services that share no network of the file do not find each other.
        assertThat(Shell.docker("exec", container("listed"), "getent", "hosts", "front-alias")
                        .out())
                .isEmpty();
    }

    @Test
    void bothReplicasAreSentRequests() {
        assertThat(portolan.containers("all").stream()
                        .map(c -> c.get("name").asText())
                        .filter(n -> n.contains("replicated")))
                .hasSize(2);
        Set<String> answering = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            answering.add(
                    portolan.answer("replicated.localhost", "/").get("hostname").asText());
        }
        assertThat(answering).hasSize(2);
    }

    @Test
    void logsOfOneServiceAndOfAll() {
        assertThat(portolan.run("stack", "logs", "all", "listed").ok().out().lines())
                .contains("to stdout", "to stderr");
        assertThat(portolan.run("stack", "logs", "all").ok().out()).contains("listed | to stdout", "all | up all-host");
        assertThat(portolan.run("stack", "logs", "all", "nobody").all()).contains("nobody");
    }

    @Test
    void logsAreFollowed() {
        try (Background logs = portolan.follow("stack", "logs", "all", "web", "-f")) {
            Portolan.eventually("the log is shown", Duration.ofSeconds(15), () -> contains(logs, "listening on port"));
            Result _ = Shell.run("curl", "-s", "http://127.0.0.1:" + published + "/followed")
                    .ok();
            Portolan.eventually("the request is shown", Duration.ofSeconds(10), () -> contains(logs, "/followed"));
            assertThat(logs.runs()).isTrue();
        }
    }

    @Test
    void execEndsAsItsCommandDoes() {
        Result failed = portolan.run("stack", "exec", "all", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 17")
                .exit(17);
        assertThat(failed.out()).isEqualTo("out\n");
        assertThat(failed.err()).isEqualTo("err\n");
        Result refused = portolan.run("stack", "exec", "all", "wbe", "--", "true");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.err()).contains("wbe", "listed");
    }

    @Test
    void anUnchangedFileLeavesNothingToDo() {
        Result plan = portolan.plan(
                        folder.resolve("project/compose.yaml"), "all", "--set", "SET=set", "--set", "FROM_SHELL=given")
                .ok();

        assertThat(plan.json().get("steps")).isEmpty();
    }

    @Test
    void twoDatabasesOfOneNameAreTwo() throws IOException {
        for (String name : List.of("left", "right")) {
            portolan.deploy(twin(name), name, "--domain", "app=http://" + name + ".localhost")
                    .ok();
        }
        for (String name : List.of("left", "right")) {
            assertThat(redis(name, "SET owner " + name)).isEqualTo("+OK");
        }
        for (String name : List.of("left", "right")) {
            assertThat(redis(name, "GET owner")).isEqualTo(name);
            assertThat(addresses(name, "db")).hasSize(1);
        }
        assertThat(addresses("left", "db")).doesNotContainAnyElementsOf(addresses("right", "db"));
        String foreign = addresses("right", "db").iterator().next();
        assertThat(portolan.run(
                                "stack",
                                "exec",
                                "left",
                                "app",
                                "--",
                                "curl",
                                "-s",
                                "-m",
                                "2",
                                "telnet://" + foreign + ":6379")
                        .exit())
                .isIn(7, 28);

        Map<String, Instant> before = starts("left");
        portolan.run("stack", "restart", "left").ok();
        Map<String, Instant> after = starts("left");
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((container, at) -> assertThat(after.get(container)).isAfter(at));
        Portolan.eventually("left answers again", Duration.ofSeconds(20), () -> portolan.code("left.localhost") == 200);
    }

    private Path twin(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                services:
                  app:
                    image: portolan-test/http:1
                    environment: {GREETING: %s}
                    depends_on: [db]
                  db:
                    image: redis:7
                """.formatted(name));
    }

    /**
     * What the redis answers that the stack's app finds under the name {@code db}. Asked on many connections: a name with
     * two holders would lead to them by turns.
     */
    private String redis(String stack, String command) {
        String program = """
                import socket
                answers = set()
                for _ in range(10):
                    with socket.create_connection(("db", 6379), 5) as connection:
                        connection.sendall(b"%s\\r\\n")
                        answers.add(connection.recv(1000).decode().split()[-1])
                print(*answers)
                """.formatted(command);
        return portolan.run("stack", "exec", stack, "app", "--", "python3", "-c", program)
                .ok()
                .out()
                .strip();
    }

    private Set<String> addresses(String stack, String name) {
        Set<String> addresses = new TreeSet<>();
        portolan.run("stack", "exec", stack, "app", "--", "getent", "ahostsv4", name)
                .ok()
                .out()
                .lines()
                .forEach(l -> addresses.add(l.split(" ", 2)[0]));
        return addresses;
    }

    private Map<String, Instant> starts(String stack) {
        Map<String, Instant> starts = new HashMap<>();
        portolan.containers(stack).forEach(c -> {
            String name = c.get("name").asText();
            starts.put(
                    name,
                    Instant.parse(Shell.docker("inspect", "-f", "{{.State.StartedAt}}", name)
                            .ok()
                            .out()
                            .strip()));
        });
        return starts;
    }

    private String container(String service) {
        return names.computeIfAbsent(service, s -> portolan.container("all", s));
    }

    private Instant started(String service) {
        return Instant.parse(of(service, "/State/StartedAt").asText());
    }

    private static boolean contains(Background logs, String text) {
        return logs.lines().stream().anyMatch(l -> l.contains(text));
    }

    private JsonNode of(String service, String pointer) {
        JsonNode container = inspected.computeIfAbsent(
                service, s -> Shell.docker("inspect", container(s)).ok().json().get(0));
        JsonNode found = container.at(pointer);
        assertThat(found.isMissingNode()).as(service + " " + pointer).isFalse();
        return found;
    }

    private String exec(String service, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", container(service)));
        arguments.addAll(List.of(command));
        return Shell.docker(arguments.toArray(String[]::new)).ok().out();
    }
}
