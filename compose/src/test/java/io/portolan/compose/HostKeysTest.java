package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.Secret;
import io.portolan.model.stack.BlockIo;
import io.portolan.model.stack.CpuTuning;
import io.portolan.model.stack.DeviceAccess;
import io.portolan.model.stack.DeviceAccess.Device;
import io.portolan.model.stack.DeviceAccess.Request;
import io.portolan.model.stack.HostOptions;
import io.portolan.model.stack.HostOptions.Confinement;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.LifecycleSpec.Dependency;
import io.portolan.model.stack.MemoryTuning;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.Sharing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Keys that bind a container to its host, and those of images and life that go with them. */
class HostKeysTest {
    private static HostOptions host(String keys) {
        return Loading.service(keys).runtime().host();
    }

    @Test
    void readsSharesOfProcessorsAndMemory() {
        HostOptions host = host("""
                cpu_shares: 512
                cpu_period: 100000
                cpu_quota: '50ms'
                cpu_rt_period: 1s
                cpu_rt_runtime: 950000
                cpuset: 0-1,3
                memswap_limit: -1
                mem_swappiness: 0
                oom_kill_disable: true
                oom_score_adj: -500
                """);

        assertThat(host.cpu())
                .isEqualTo(new CpuTuning(
                        OptionalLong.of(512),
                        OptionalLong.of(100_000),
                        OptionalLong.of(50_000),
                        OptionalLong.of(1_000_000),
                        OptionalLong.of(950_000),
                        "0-1,3"));
        assertThat(host.memory())
                .isEqualTo(new MemoryTuning(OptionalLong.of(-1), OptionalInt.of(0), true, OptionalInt.of(-500)));
    }

    @Test
    void readsLimitsOfBlockDevices() {
        assertThat(host("""
                        blkio_config:
                          weight: 300
                          weight_device: [{path: /dev/sda, weight: 400}]
                          device_read_bps: [{path: /dev/sdb, rate: 12mb}]
                          device_write_iops: [{path: /dev/sdb, rate: 30}]
                        """).blockIo())
                .isEqualTo(new BlockIo(
                        OptionalInt.of(300),
                        List.of(new BlockIo.Rate("/dev/sda", 400)),
                        List.of(new BlockIo.Rate("/dev/sdb", 12 << 20)),
                        List.of(),
                        List.of(),
                        List.of(new BlockIo.Rate("/dev/sdb", 30))));
    }

    @Test
    void readsDevicesInAllForms() {
        assertThat(host("""
                        devices:
                          - /dev/kvm
                          - /dev/net/tun:/dev/net/tun:rw
                          - /dev/snd:r
                          - {source: /dev/a, target: /dev/b}
                          - vendor.com/gpu=0
                        device_cgroup_rules: ['c 1:3 mr', 'a 7:* rmw']
                        gpus: [{driver: nvidia, count: 2}]
                        deploy:
                          resources:
                            reservations:
                              devices: [{capabilities: [gpu, utility], device_ids: ['0', '3'], options: {a: b}}]
                        """).devices())
                .isEqualTo(new DeviceAccess(
                        List.of(
                                new Device("/dev/kvm", "/dev/kvm", "rwm"),
                                new Device("/dev/net/tun", "/dev/net/tun", "rw"),
                                new Device("/dev/snd", "/dev/snd", "r"),
                                new Device("/dev/a", "/dev/b", "rwm")),
                        List.of("c 1:3 mr", "a 7:* rmw"),
                        List.of(
                                new Request("cdi", 0, List.of("vendor.com/gpu=0"), List.of(), Map.of()),
                                new Request("", 0, List.of("0", "3"), List.of("gpu", "utility"), Map.of("a", "b")),
                                new Request("nvidia", 2, List.of(), List.of("gpu"), Map.of()))));
        assertThat(host("gpus: all").devices().requests())
                .containsExactly(new Request("", -1, List.of(), List.of("gpu"), Map.of()));
    }

    @Test
    void readsWhatIsSharedAndStartsBehindItsOwner() {
        ServiceSpec sidecar = Loading.stack("""
                        services:
                          app: {image: x, container_name: the-app}
                          data: {image: x}
                          sidecar:
                            image: x
                            pid: service:app
                            ipc: container:the-app
                            uts: host
                            cgroup: private
                            userns_mode: host
                            volumes_from: [data:ro, 'container:other']
                        """).service("sidecar").orElseThrow();

        assertThat(sidecar.runtime().host().sharing())
                .isEqualTo(new Sharing(
                        "service:app",
                        "service:app",
                        "host",
                        "private",
                        "host",
                        List.of("service:data:ro", "container:other")));
        assertThat(sidecar.lifecycle().dependsOn())
                .containsExactly(
                        new Dependency("app", Condition.STARTED, true, true),
                        new Dependency("data", Condition.STARTED, true, false));
    }

    @Test
    void readsConfinementAndLabelsOutOfFiles() {
        String yaml = Loading.web("""
                group_add: [mail, 1000]
                runtime: runsc
                cgroup_parent: m-executor-abcd
                storage_opt: {size: 1G}
                annotations: [com.example.a=b]
                isolation: default
                use_api_socket: true
                label_file: a.labels
                labels: {B: own}
                security_opt: [seccomp=p.json, 'seccomp:unconfined', 'no-new-privileges:true']
                """);
        ServiceSpec service = ComposeLoader.load(
                        Loading.bundle(yaml, Map.of("a.labels", "A=1\nB=2\n", "p.json", "{}")), ComposeOptions.none())
                .spec()
                .orElseThrow()
                .services()
                .getFirst();

        assertThat(service.runtime().host().confinement())
                .isEqualTo(new Confinement(
                        List.of("mail", "1000"),
                        "runsc",
                        "m-executor-abcd",
                        Map.of("size", "1G"),
                        Map.of("com.example.a", "b")));
        assertThat(service.labels()).isEqualTo(Map.of("A", "1", "B", "own"));
        assertThat(service.runtime().securityOpt())
                .containsExactly("seccomp={}", "seccomp:unconfined", "no-new-privileges:true");
        assertThat(service.mounts())
                .contains(new Mount.Bind("/var/run/docker.sock", "/var/run/docker.sock", false, false, ""));
    }

    @Test
    void readsHooks() {
        var hooks = Loading.service("""
                        post_start:
                          - command: chown -R 1000 /data
                            user: root
                            privileged: true
                            working_dir: /srv
                            environment: [A=b]
                        pre_stop: [{command: [flush, now]}]
                        """).lifecycle().hooks();

        assertThat(hooks.postStart().getFirst().command())
                .extracting(Secret::reveal)
                .containsExactly("chown", "-R", "1000", "/data");
        assertThat(hooks.postStart().getFirst().environment()).containsEntry("A", new Secret("b"));
        assertThat(hooks.preStop().getFirst().command())
                .extracting(Secret::reveal)
                .containsExactly("flush", "now");
    }

    @Test
    void readsPlatformsAndPullPolicies() {
        assertThat(Loading.service("platform: linux/arm64/v8").image())
                .isEqualTo(new ImageRef("nginx:1", PullPolicy.MISSING, "linux/arm64/v8", Optional.empty()));
        assertThat(Loading.service("pull_policy: daily").image().pullPolicy()).isEqualTo(PullPolicy.ALWAYS);
        assertThat(Loading.service("pull_policy: every_12h").image().pullPolicy())
                .isEqualTo(PullPolicy.ALWAYS);
    }

    @Test
    void keepsWhatAServiceIsBuiltFrom() {
        String yaml = """
                services:
                  app:
                    build: {context: ./app, dockerfile: Dev, target: run, args: [V=1], shm_size: 1g, tags: [x]}
                """;
        ComposeResult result = Loading.load(yaml);

        assertThat(result.diagnostics()).extracting(Diagnostic::code).containsExactly("compose.not-built");
        ImageRef image = result.spec().orElseThrow().services().getFirst().image();
        assertThat(image.isUnbuilt()).isTrue();
        assertThat(image.build()).hasValueSatisfying(b -> {
            assertThat(b.context()).isEqualTo("./app");
            assertThat(b.dockerfile()).isEqualTo("Dev");
            assertThat(b.target()).isEqualTo("run");
            assertThat(b.arguments()).isEqualTo(Map.of("V", new Secret("1")));
        });
    }

    @Test
    void saysOnceWhatHasNoMeaningHereAndRunsNothingForAProvider() {
        ComposeResult result = Loading.load("""
                services:
                  a: {image: x, develop: {watch: []}, depends_on: [db]}
                  b: {image: x, develop: {watch: []}}
                  db: {provider: {type: awesomecloud}}
                """);

        assertThat(result.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly(
                        "services.a.develop: `develop` has no meaning here and is left out",
                        "services.db.provider: `provider` has no meaning here and is left out");
        assertThat(result.spec().orElseThrow().serviceNames()).containsExactly("a", "b");
    }
}
