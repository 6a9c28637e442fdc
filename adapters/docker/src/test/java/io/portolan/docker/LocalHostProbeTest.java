package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostAddress;
import io.portolan.model.runtime.HostFacts.HostRoute;
import io.portolan.model.runtime.HostFacts.Listener;
import io.portolan.model.stack.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocalHostProbeTest {
    private final Path proc;

    LocalHostProbeTest(@TempDir Path proc) {
        this.proc = proc;
    }

    private void net(String file, String content) throws IOException {
        Files.createDirectories(proc.resolve("self/net"));
        Files.writeString(proc.resolve("self/net").resolve(file), content);
    }

    private void process(int pid, String name, String... descriptors) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid + "/fd"));
        Files.writeString(proc.resolve(pid + "/comm"), name + "\n");
        for (int i = 0; i < descriptors.length; i++) {
            Files.createSymbolicLink(folder.resolve(String.valueOf(i)), Path.of(descriptors[i]));
        }
    }

    @Test
    void saysWhetherTheKernelHandsWaitingConnectionsOver() throws IOException {
        assertThat(new LocalHostProbe(proc).observe().migratesConnections()).isFalse();

        Files.writeString(Files.createDirectories(proc.resolve("sys/net/ipv4")).resolve("tcp_migrate_req"), "0");

        assertThat(new LocalHostProbe(proc).observe().migratesConnections()).isTrue();
    }

    @Test
    void namesWhoListens() throws IOException {
        net("tcp", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0
                   1: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   106        0 4712 1 0
                   2: 0100007F:9C40 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 4713 1 0
                """);
        net("tcp6", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 4714 1
                """);
        net("udp", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 4715 2 0
                   1: 0100007F:A000 0100007F:0035 01 00000000:00000000 00:00000000 00000000     0        0 4716 2 0
                """);
        process(812, "nginx", "/dev/null", "socket:[4711]", "socket:[4714]");
        process(9, "dnsmasq", "socket:[4715]");
        assertThat(new LocalHostProbe(proc).observe().listeners())
                .containsExactlyInAnyOrder(
                        new Listener(Protocol.TCP, "0.0.0.0", 80, "nginx (pid 812)"),
                        new Listener(Protocol.TCP, "127.0.0.1", 3306, ""),
                        new Listener(Protocol.TCP, "::", 443, "nginx (pid 812)"),
                        new Listener(Protocol.UDP, "0.0.0.0", 53, "dnsmasq (pid 9)"));
    }

    @Test
    void goesOnPastADescriptorThatCannotBeRead() throws IOException {
        net("tcp", "0: 00000000:0050 00000000:0000 0A 0:0 00:0 0 0 0 4711 1 0\n");
        process(812, "nginx", "socket:[4711]");
        // No link, as one that was closed between the listing and the look.
        Files.writeString(proc.resolve("812/fd/zz"), "");
        Files.writeString(proc.resolve("812/fd/.a"), "");
        assertThat(new LocalHostProbe(proc).observe().listeners())
                .extracting(Listener::program)
                .containsExactly("nginx (pid 812)");
    }

    @Test
    void knowsTheRoutesButTheDefault() throws IOException {
        net("route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
                eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
                tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
                down0\t0000010A\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0
                """);
        assertThat(new LocalHostProbe(proc).observe().routes())
                .containsExactly(
                        new HostRoute(Cidr.parse("192.168.1.0/24"), "eth0"),
                        new HostRoute(Cidr.parse("10.0.0.0/8"), "tun0"));
    }

    @Test
    void knowsTheRoutesOfOtherTables() throws IOException {
        net("fib_trie", """
                Id 51820:
                  +-- 0.0.0.0/0 2 0 2
                     |-- 0.0.0.0
                        /0 universe UNICAST
                     +-- 10.8.0.0/24 2 0 2
                        |-- 10.8.0.0
                           /24 link UNICAST
                        |-- 10.8.0.7
                           /32 host LOCAL
                        |-- 10.8.0.255
                           /32 link BROADCAST
                Main:
                  +-- 0.0.0.0/0 3 0 5
                     |-- 192.168.1.0
                        /24 link UNICAST
                """);
        assertThat(new LocalHostProbe(proc).observe().routes())
                .containsExactly(
                        new HostRoute(Cidr.parse("10.8.0.0/24"), "routing table 51820"),
                        new HostRoute(Cidr.parse("10.8.0.7/32"), "routing table 51820"));
    }

    @Test
    void knowsTheAddressesOfTheInterfaces() {
        HostFacts facts = new LocalHostProbe().observe();
        assertThat(facts.addresses()).anySatisfy(a -> assertThat(a).isEqualTo(new HostAddress("lo", "127.0.0.1", 8)));
        assertThat(facts.reached()).contains(new HostRoute(Cidr.parse("127.0.0.0/8"), "lo"));
    }

    @Test
    void takesHalvesOfAllAddressesForDefaultRoutes() throws IOException {
        net("route", """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                tun0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0
                tun0\t00000080\t0101A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0
                tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
                """);
        assertThat(new LocalHostProbe(proc).observe().reached())
                .filteredOn(r -> r.device().equals("tun0"))
                .containsExactly(new HostRoute(Cidr.parse("10.0.0.0/8"), "tun0"));
    }

    @Test
    void seesNothingWhereThereIsNothingToRead() {
        var facts = new LocalHostProbe(proc.resolve("absent")).observe();
        assertThat(facts.listeners()).isEmpty();
        assertThat(facts.routes()).isEmpty();
    }

    @Test
    void seesThisProcess() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new LocalHostProbe().observe().listeners())
                    .filteredOn(l -> l.port() == socket.getLocalPort() && l.protocol() == Protocol.TCP)
                    .anySatisfy(l -> assertThat(l.program())
                            .endsWith("(pid " + ProcessHandle.current().pid() + ")"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, ::",
        "00000000000000000000000001000000, ::1",
        "B80D0120000000000000000001000000, 2001:db8::1",
        "000080FE00000000FF5E0002FF0000FE, fe80::200:5eff:fe00:ff",
        "0000000000000000FFFF00000100007F, 127.0.0.1"
    })
    void printsAddressesAsPeopleWriteThem(String kernel, String address) {
        assertThat(ProcNet.address(kernel)).isEqualTo(address);
    }
}
