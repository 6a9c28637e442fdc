package io.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Services that are on the host's network, on none, on another's, or at an address of the file's. */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkModesTest {
    private static final Duration SECONDS = Duration.ofSeconds(30);
    private static final String NAME = "modes";
    private static final String FILE = """
            services:
              home: {image: busybox, network_mode: host, command: [sleep, "3600"], init: true}
              alone: {image: busybox, network_mode: none, command: [sleep, "3600"], init: true}
              vpn: {image: busybox, command: [sleep, "3600"], init: true}
              app:
                image: busybox
                network_mode: service:vpn
                init: true
                command: [sh, -c, "date +%N >> /data/starts; sleep 3600"]
                volumes: [/data]
                stop_grace_period: 2s
                pre_stop: [{command: [touch, /data/told]}]
              a: {image: busybox, command: [sleep, "3600"], init: true, networks: [lan]}
              b: {image: busybox, command: [sleep, "3600"], init: true, networks: [lan]}
              pinned: {image: busybox, command: [sleep, "3600"], init: true, networks: {lan: {ipv4_address: 172.28.77.2}}}
            networks:
              lan: {ipam: {config: [{subnet: 172.28.77.0/24}]}}
            """;

    private final Portolan portolan = Portolan.up();
    private final Path file = ShopStack.write(FILE);

    @BeforeAll
    void deploy() {
        portolan.deploy(file, NAME).ok();
    }

    @AfterAll
    void down() {
        portolan.close();
        ShopStack.delete(file);
    }

    @Test
    void nothingIsLeftToRepairOfThem() {
        assertThat(portolan.run("reconcile", "--dry-run", "--json").ok().out()).doesNotContain("disconnect");
        settles();
    }

    @Test
    void anAddressOfTheFileIsItsServicesAlone() {
        String addresses = Shell.docker(
                        "inspect",
                        "-f",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}",
                        container("a"),
                        container("b"),
                        container("pinned"))
                .ok()
                .out();
        assertThat(addresses.lines().map(String::strip)).hasSize(3).doesNotHaveDuplicates();
        assertThat(addresses.lines().map(String::strip).skip(2)).containsExactly("172.28.77.2");
    }

    @Test
    void aServiceFollowsTheOneWhoseNetworkItIsOnAndKeepsItsData() {
        // They keep their names: what they are has not changed.
        String vpn = container("vpn");
        String app = container("app");
        String before = starts();

        Shell.docker("restart", "-t", "1", vpn).ok();
        Portolan.eventually("app was started in the new network", SECONDS, () -> isInTheNetworkOf(vpn, app));
        assertThat(starts()).startsWith(before).isNotEqualTo(before);
        assertThat(inApp("ls /data")).contains("told");

        String then = starts();
        Shell.docker("rm", "-f", vpn).ok();
        Portolan.eventually(
                "app was made again in the network of the new one", SECONDS, () -> isInTheNetworkOf(vpn, app));
        settles();
        assertThat(starts()).startsWith(then).isNotEqualTo(then);
        assertThat(Shell.docker("ps", "-a", "--format", "{{.Names}}").ok().out())
                .doesNotContain(".aside");
    }

    private boolean isInTheNetworkOf(String vpn, String app) {
        Shell.Result owner = Shell.docker("exec", vpn, "readlink", "/proc/self/ns/net");
        Shell.Result guest = Shell.docker("exec", app, "readlink", "/proc/self/ns/net");
        return owner.exit() == 0 && guest.exit() == 0 && owner.out().equals(guest.out());
    }

    private String starts() {
        return inApp("cat /data/starts");
    }

    private String inApp(String command) {
        return Shell.docker("exec", container("app"), "sh", "-c", command).ok().out();
    }

    private void settles() {
        Portolan.eventually(
                "nothing is left to repair",
                SECONDS,
                () -> portolan.status().get("drift").get("pending").isEmpty());
    }

    private String container(String service) {
        return portolan.container(NAME, service);
    }
}
