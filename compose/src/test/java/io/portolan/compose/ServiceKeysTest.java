package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.Severity;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.RuntimeOptions.Ulimit;
import io.portolan.model.stack.ServiceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3000                      | :-:3000/tcp",
                "'8080:80'                 | :8080:80/tcp",
                "22222:22                  | :22222:22/tcp",
                "'127.0.0.1:8080:80'       | 127.0.0.1:8080:80/tcp",
                "'127.0.0.1::80'           | 127.0.0.1:-:80/tcp",
                "\"[::1]:8080:80\"         | ::1:8080:80/tcp",
                "'53:53/udp'               | :53:53/udp",
                "'9000-9001:80-81'         | :9000:80/tcp :9001:81/tcp",
                "'3000-3001'               | :-:3000/tcp :-:3001/tcp",
                "':3000'                   | :-:3000/tcp",
                "{target: 80}              | :-:80/tcp",
                "{target: 80, published: '8080', host_ip: 10.0.0.1, protocol: udp, mode: host} | 10.0.0.1:8080:80/udp",
            })
    void readsPorts(String port, String expected) {
        List<PortMapping> ports =
                Loading.service("ports:\n  - " + port).networking().ports();

        assertThat(String.join(" ", ports.stream().map(ServiceKeysTest::written).toList()))
                .isEqualTo(expected);
    }

    private static String written(PortMapping p) {
        String host = p.hostPort().isPresent() ? String.valueOf(p.hostPort().getAsInt()) : "-";
        return p.hostAddress().orElse("") + ":" + host + ":" + p.container();
    }

    @Test
    void aRangeOfHostPortsForOneContainerPortIsAChoice() {
        ComposeResult result = Loading.load(Loading.web(
                "ports: ['8000-8010:80', {target: 81, published: '8000-8010'}, '127.0.0.1:9000-9001:90-91']"));

        assertThat(result.spec()
                        .orElseThrow()
                        .services()
                        .getFirst()
                        .networking()
                        .ports())
                .extracting(p -> p.hostPort().orElse(0) + "-" + p.lastHostPort().orElse(0) + ":"
                        + p.container().port())
                .containsExactly("8000-8010:80", "8000-8010:81", "9000-0:90", "9001-0:91");
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void readsMountsInBothForms() {
        String yaml = Loading.web("""
                volumes:
                  - data:/data:ro
                  - /var/run/docker.sock:/var/run/docker.sock
                  - ./conf//x/../nginx.conf:/etc/nginx.conf:ro
                  - /cache
                  - type: volume
                    source: data
                    target: /d2
                    volume: {nocopy: true}
                  - type: tmpfs
                    target: /t
                    tmpfs: {size: 1m, mode: 0755}
                  - type: bind
                    source: ./made.sh
                    target: /made.sh
                    mode: '0755'
                    content: |
                      echo $HOME ${env:X}
                tmpfs: /run:size=64m
                """);
        ComposeResult result =
                ComposeLoader.load(Loading.bundle(yaml, Map.of("conf/nginx.conf", "x")), ComposeOptions.none());

        List<Mount> mounts = result.spec().orElseThrow().services().getFirst().mounts();
        assertThat(mounts.subList(0, 2))
                .containsExactly(
                        new Mount.Volume("data", "/data", true, false),
                        new Mount.Bind("/var/run/docker.sock", "/var/run/docker.sock", false, true, ""));
        Mount.BundlePath conf = (Mount.BundlePath) mounts.get(2);
        assertThat(conf.path()).isEqualTo("conf/nginx.conf");
        assertThat(conf.digest()).hasSize(64);
        assertThat(mounts.subList(3, 6))
                .containsExactly(
                        new Mount.Anonymous("/cache", false),
                        new Mount.Volume("data", "/d2", false, true),
                        new Mount.Tmpfs("/t", OptionalLong.of(1 << 20), OptionalInt.of(0755)));
        assertThat(result.effectiveBundle().file("made.sh")).hasValueSatisfying(f -> {
            assertThat(f.text()).isEqualTo("echo $HOME ${env:X}\n");
            assertThat(f.mode()).isEqualTo(0755);
        });
        assertThat(mounts.getLast()).isEqualTo(new Mount.Tmpfs("/run", OptionalLong.of(64 << 20), OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx -g \"daemon off;\"   | nginx,-g,daemon off;",
                "sh -c 'a && b'             | sh,-c,a && b",
                "a\\ b c                    | a b,c",
                "x '' y                     | x,,y",
                "run && fail                | run",
                "echo `date now`            | echo,`date now`",
            })
    void splitsACommandAsTheOfficialLoaderDoes(String line, String expected) {
        ServiceSpec service = Loading.service("command: >-\n  " + line);

        assertThat(service.process().command().orElseThrow())
                .extracting(Secret::reveal)
                .containsExactly(expected.split(",", -1));
    }

    @Test
    void keepsAbsentAndEmptyCommandsApart() {
        assertThat(Loading.service("user: '1000'").process().command()).isEmpty();
        assertThat(Loading.service("command:").process().command()).isEmpty();
        assertThat(Loading.service("command: []").process().command()).contains(List.of());
        assertThat(Loading.service("entrypoint: ''").process().entrypoint()).contains(List.of());
    }

    @Test
    void readsYamlOnePointTwo() {
        ServiceSpec service =
                Loading.service("restart: no\nenvironment:\n  A: no\n  B: 0755\n  C: 1e3\n  D: true\n  E: ''");

        assertThat(service.lifecycle().restart().orElseThrow().mode()).isEqualTo(LifecycleSpec.RestartPolicy.Mode.NO);
        assertThat(service.process().environment().values())
                .extracting(Secret::reveal)
                .containsExactly("no", "0755", "1e3", "true", "");
    }

    @Test
    void takesBareVariablesFromWhatIsGivenAndLeavesAbsentOnesOut() {
        String yaml = Loading.web(
                "env_file: [a.env, {path: no.env, required: false}]\nenvironment:\n  - GIVEN\n  - ABSENT\n  - B=own");

        ComposeResult result = ComposeLoader.load(
                Loading.bundle(yaml, Map.of("a.env", "A=$GIVEN\nB=file\n")), ComposeOptions.of(Map.of("GIVEN", "g")));

        assertThat(result.spec().orElseThrow().services().getFirst().process().environment())
                .isEqualTo(Map.of("A", new Secret("g"), "B", new Secret("own"), "GIVEN", new Secret("g")));
    }

    @Test
    void readsLifecycleAndMarksOneShots() {
        String yaml = """
                services:
                  migrate: {image: x, restart: on-failure:3}
                  marked: {image: x, exclude_from_hc: true}
                  web:
                    image: x
                    stop_grace_period: 1m30s
                    stop_signal: SIGINT
                    healthcheck: {test: curl x, interval: 500ms, retries: 3, start_period: 1h}
                    deploy: {replicas: 2, placement: {}}
                    depends_on:
                      migrate: {condition: service_completed_successfully}
                      gone: {condition: service_started, required: false}
                """;
        ComposeResult result = Loading.load(yaml);

        assertThat(result.diagnostics()).extracting("severity").containsExactly(Severity.WARNING);
        List<ServiceSpec> services = result.spec().orElseThrow().services();
        assertThat(services).extracting(s -> s.lifecycle().oneShot()).containsExactly(true, true, false);
        LifecycleSpec web = services.getLast().lifecycle();
        assertThat(web.replicas()).isEqualTo(2);
        assertThat(web.stopGracePeriod()).contains(Duration.ofSeconds(90));
        assertThat(web.dependsOn()).extracting("service").containsExactly("migrate");
        assertThat(web.healthcheck().orElseThrow().test())
                .extracting(Secret::reveal)
                .containsExactly("CMD-SHELL", "curl x");
        assertThat(web.healthcheck().orElseThrow().interval()).contains(Duration.ofMillis(500));
    }

    @Test
    void readsRuntimeOptionsAndNetworks() {
        ServiceSpec service = Loading.stack("""
                        services:
                          web:
                            image: x
                            networks: {back: {aliases: [db]}, default: }
                            extra_hosts: ["a:10.0.0.1", "b=host-gateway", "c=[::1]"]
                            ulimits: {nofile: 1024, nproc: {soft: 1, hard: 2}}
                            sysctls: [net.core.somaxconn=1024]
                            mem_limit: 1.5g
                            deploy: {resources: {limits: {cpus: '0.5', pids: 10}}}
                            logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}
                        networks: {back: {internal: true}}
                        """).services().getFirst();

        assertThat(service.networking().networks())
                .containsExactly(new ServiceNetwork("back", List.of("db")), new ServiceNetwork("default", List.of()));
        assertThat(service.networking().extraHosts()).containsExactly("a:10.0.0.1", "b:host-gateway", "c:::1");
        assertThat(service.runtime().ulimits())
                .isEqualTo(Map.of("nofile", new Ulimit(1024, 1024), "nproc", new Ulimit(1, 2)));
        assertThat(service.runtime().resources().memory()).hasValue(1536L << 20);
        assertThat(service.runtime().resources().nanoCpus()).hasValue(500_000_000);
        assertThat(service.runtime().logging().orElseThrow().options()).containsEntry("max-file", "3");
    }

    @Test
    void dropsServicesOfInactiveProfiles() {
        String yaml = "services: {a: {image: x}, b: {image: x, profiles: [debug]}}";

        assertThat(Loading.stack(yaml).serviceNames()).containsExactly("a");
        assertThat(ComposeLoader.load(Loading.bundle(yaml), new ComposeOptions(Map.of(), Set.of("debug")))
                        .spec()
                        .orElseThrow()
                        .serviceNames())
                .containsExactly("a", "b");
    }

    @Test
    void resolvesMergeKeysWithOwnKeysFirst() {
        ServiceSpec service = Loading.stack("""
                        x-env: &env {A: base, B: base}
                        services:
                          web:
                            image: x
                            environment: {B: own, <<: *env}
                        """).services().getFirst();

        assertThat(service.process().environment()).isEqualTo(Map.of("A", new Secret("base"), "B", new Secret("own")));
    }

    @Test
    void findsPublicPortsInVariablesAndHeader() {
        assertThat(Loading.stack("# port: 3000\nservices: {a: {image: x, environment: [SERVICE_URL_A]}, b: {image: x}}")
                        .routePorts())
                .containsExactly(new RoutePort("a", 3000, "# port: 3000"));
        assertThat(Loading.stack("# port: 1\nservices: {new-api: {image: x, environment: [SERVICE_FQDN_NEW_API_3000]}}")
                        .routePorts())
                .containsExactly(new RoutePort("new-api", 3000, "SERVICE_FQDN_NEW_API_3000"));
        assertThat(Loading.stack("services: {a: {image: x, environment: {U: '${SERVICE_URL_B_80}'}}, b: {image: x}}")
                        .routePorts())
                .containsExactly(new RoutePort("b", 80, "SERVICE_URL_B_80"));
    }
}
