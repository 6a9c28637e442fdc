package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'services: [a'                             | compose.not-yaml          | 1:1",
                "'a: b: c'                                  | compose.not-yaml          | 1:5",
                "'\tservices:'                              | compose.not-yaml          | 1:1",
                "''                                         | compose.empty             | 1:1",
                "'# nothing'                                | compose.empty             | 1:1",
                "'just a text'                              | compose.not-a-mapping     | 1:1",
                "'- a'                                      | compose.not-a-mapping     | 1:1",
                "'{}'                                       | compose.no-services       | 1:1",
                "'services: {}'                             | compose.no-services       | 1:11",
                "'services: []'                             | compose.wrong-type        | 1:11",
                "'services: {a: {image: x}}\n---\na: b'     | compose.several-documents | 2:1",
                "'services: {a: {image: x, image: y}}'      | compose.duplicate-key     | 1:26",
                "'services: {a: &a [*a]}'                   | compose.recursive-alias   | 1:19",
                "'services: {a: {image: *no}}'              | compose.not-yaml          | 1:24",
                "'services: {a b: {image: x}}'              | compose.invalid-name      | 1:12",
                "'services: {a: {image: !rest x}}'          | compose.unknown-tag       | 1:23",
                "'services: {a: {image: x}}\nservice: {}'   | compose.unknown-key       | 2:1",
                "'services: {a: {}}'                        | compose.missing-image     | 1:15",
                "'services: {a: {image: [x]}}'              | compose.wrong-type        | 1:23",
            })
    void saysWhatIsWrongAndWhere(String yaml, String code, String place) {
        Diagnostic found = Loading.load(yaml).diagnostics().getFirst();

        assertThat(found.code()).isEqualTo(code);
        if (!code.equals("compose.not-yaml")) {
            assertThat(String.valueOf(found.position())).isEqualTo("compose.yaml:" + place);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prots: ['80:80']                 | compose.unknown-key        | did you mean `ports`?",
                "enviroment: {}                   | compose.unknown-key        | did you mean `environment`?",
                "network_mode: lan                | compose.invalid-value      | to join a network that exists, declare it under the top-level `networks` as external",
                "network_mode: service:wep        | compose.unknown-service    | did you mean `web`?",
                "network_mode: service:web        | compose.dependency-cycle   |",
                "links: [wep:x]                   | compose.unknown-service    | did you mean `web`?",
                "volumes_from: [wep]              | compose.unknown-service    | did you mean `web`?",
                "volumes_from: ['web:rx']         | compose.invalid-value      |",
                "pid: web                         | compose.invalid-value      |",
                "ipc: service:gone                | compose.unknown-service    |",
                "uts: service:web                 | compose.invalid-value      |",
                "cgroup: shared                   | compose.invalid-value      |",
                "userns_mode: keep-id             | compose.invalid-value      |",
                "platform: linux amd64            | compose.invalid-value      |",
                "isolation: hyperv                | compose.engine-limit       |",
                "credential_spec: {file: x.json}  | compose.engine-limit       |",
                "cpu_percent: 50                  | compose.no-meaning         |",
                "cpuset: all                      | compose.invalid-value      |",
                "cpu_period: soon                 | compose.invalid-value      |",
                "cpu_shares: -1                   | compose.invalid-value      |",
                "mem_swappiness: 101              | compose.invalid-value      |",
                "memswap_limit: -2                | compose.invalid-value      |",
                "oom_score_adj: 1001              | compose.invalid-value      |",
                "blkio_config: {weight: 5}        | compose.invalid-value      |",
                "blkio_config: {device_read_bps: [{rate: 1m}]} | compose.invalid-value |",
                "devices: [sda]                   | compose.invalid-value      |",
                "device_cgroup_rules: ['x 1:1 r'] | compose.invalid-value      |",
                "gpus: some                       | compose.invalid-value      |",
                "gpus: [{count: 1, device_ids: ['0']}] | compose.contradiction |",
                "deploy: {resources: {reservations: {devices: [{count: 1}]}}} | compose.invalid-value |",
                "dns: [example.com]               | compose.invalid-value      |",
                "domainname: a b                  | compose.invalid-value      |",
                "mac_address: 1:2                 | compose.invalid-value      |",
                "links: ['web:a:b']               | compose.invalid-value      |",
                "label_file: no.labels            | compose.missing-file       |",
                "security_opt: ['seccomp:p.json'] | compose.missing-file       |",
                "post_start: [{user: root}]       | compose.invalid-value      |",
                "develop: {watch: []}             | compose.no-meaning         |",
                "models: [llm]                    | compose.no-meaning         |",
                "attach: false                    | compose.no-meaning         |",
                "build: {context: ., dockerfil: x} | compose.build-left-out    |",
                "ports: '80:80'                   | compose.wrong-type         |",
                "ports: ['70000:80']              | compose.invalid-port       |",
                "ports: ['0:80']                  | compose.invalid-port       |",
                "ports: ['80:80/icmp']            | compose.invalid-port       |",
                "ports: ['80-82:80-81']           | compose.invalid-port       |",
                "ports: ['localhost:80:80']       | compose.invalid-port       |",
                "ports: ['80:80', '80:81']        | compose.port-conflict      |",
                "ports: ['127.0.0.1:80:80', '80:81'] | compose.port-conflict   |",
                "ports: [{published: 80}]         | compose.invalid-port       |",
                "expose: [http]                   | compose.invalid-port       |",
                "stop_grace_period: 10            | compose.invalid-value      |",
                "stop_grace_period: soon          | compose.invalid-value      |",
                "shm_size: large                  | compose.invalid-value      |",
                "mem_limit: 12x                   | compose.invalid-value      |",
                "cpus: many                       | compose.invalid-value      |",
                "restart: false                   | compose.wrong-type         |",
                "restart: sometimes               | compose.invalid-value      |",
                "privileged: maybe                | compose.invalid-value      |",
                "depends_on: [web]                | compose.dependency-cycle   |",
                "depends_on: [wep]                | compose.unknown-dependency | did you mean `web`?",
                "networks: [front]                | compose.unknown-network    |",
                "volumes: ['~joe/x:/x']           | compose.home-path          | write ~/ for the stack's own home, an absolute path of the server, or a named volume",
                "volumes: ['../x:/x']             | compose.path-outside       | move the files into that folder, or give an absolute path of the server",
                "volumes: ['a/b:/x']              | compose.path-as-volume     |",
                "volumes: ['data:x']              | compose.invalid-volume     |",
                "volumes: ['data:/x:rx']          | compose.invalid-volume     |",
                "healthcheck: {test: [curl, x]}   | compose.invalid-healthcheck | put \"CMD\" in front to run a program, or write the test as one text for a shell",
                "command: say \"hello             | compose.invalid-command    | write it as a list: [\"program\", \"argument\"]",
                "env_file: no.env                 | compose.missing-file       | create it, or write it with `required: false`",
                "scale: -1                        | compose.invalid-value      |",
                "ulimits: {nofile: {soft: 1}}     | compose.invalid-value      |",
                "extra_hosts: [nothing]           | compose.invalid-value      |",
                "container_name: a b              | compose.invalid-value      |",
                "labels: {portolan.stack: x}      | compose.reserved-label     |",
                "build: .                         | compose.build-left-out     |",
            })
    void refusesWrongKeysAndValues(String keys, String code, String suggestion) {
        Diagnostic found = Loading.load(Loading.web(keys)).diagnostics().stream()
                .filter(d -> !d.code().equals("compose.undeclared-volume"))
                .findFirst()
                .orElseThrow();

        assertThat(found.code()).as(found.message()).isEqualTo(code);
        assertThat(found.position()).isNotNull();
        assertThat(found.suggestion()).isEqualTo(suggestion);
    }

    @Test
    void namesTheCycle() {
        Diagnostic found = Loading.only("""
                services:
                  a: {image: x, depends_on: [b]}
                  b: {image: x, depends_on: [c]}
                  c: {image: x, depends_on: {b: {condition: service_healthy}}}
                """);

        assertThat(found.code()).isEqualTo("compose.dependency-cycle");
        assertThat(found.message()).endsWith("a cycle: b → c → b");
    }

    @Test
    void namesTheServicesThatExist() {
        assertThat(Loading.only("services: {a: {image: x, depends_on: [zzz]}, b: {image: x}}")
                        .message())
                .isEqualTo("services.a.depends_on[0]: there is no service \"zzz\"; there are: a, b");
    }

    @Test
    void refusesAnAliasBombQuickly() {
        StringBuilder yaml = new StringBuilder("x-0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
        for (int i = 1; i < 20; i++) {
            yaml.append(
                    "x-%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)));
        }
        refusedQuickly(yaml + "services: {a: {image: x}}", "compose.alias-bomb");
    }

    @Test
    void refusesABombOfMergeKeysQuickly() {
        StringBuilder yaml = new StringBuilder("x: &a {");
        for (int i = 0; i < 1000; i++) {
            yaml.append("k%d: v, ".formatted(i));
        }
        yaml.append("}\n");
        for (int i = 0; i < 1000; i++) {
            yaml.append("x-%d: {<<: [*a, *a, *a]}\n".formatted(i));
        }
        refusedQuickly(yaml + "services: {a: {image: x}}", "compose.alias-bomb");
    }

    @Test
    void refusesDeepNestingAndHugeFilesQuickly() {
        refusedQuickly("a: " + "[".repeat(100_000), "compose.too-deep");
        refusedQuickly("a: " + "{b: ".repeat(100_000), "compose.too-deep");
        refusedQuickly("a: " + "x".repeat(10_000_000), "compose.too-large");
        refusedQuickly("- a\n".repeat(400_000), "compose.too-large");
    }

    @Test
    void refusesBytesThatAreNoText() {
        Bundle bundle = Bundle.of("compose.yaml", new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});

        assertThat(ComposeLoader.load(bundle, ComposeOptions.none())
                        .diagnostics()
                        .getFirst()
                        .code())
                .isEqualTo("compose.not-yaml");
    }

    @Test
    void reportsAllMistakesAtOnceInTheOrderOfTheFile() {
        assertThat(Loading.codes(Loading.web("restart: x\nfoo: 1\nports: 5\npid: hots")))
                .containsExactly(
                        "compose.invalid-value", "compose.unknown-key", "compose.wrong-type", "compose.invalid-value");
    }

    private static void refusedQuickly(String yaml, String code) {
        Bundle bundle = Bundle.of("compose.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        // A bound on hanging, not on speed.
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            ComposeResult result = ComposeLoader.load(bundle, ComposeOptions.none());
            assertThat(result.diagnostics()).extracting(Diagnostic::code).contains(code);
            assertThat(result.spec()).isEmpty();
        });
    }
}
