package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.Health;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.PublishedPort;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InspectionTest {
    private static ObservedContainer container(String json) throws JsonProcessingException {
        return Inspection.container(EngineHttp.JSON.readTree(json));
    }

    @Test
    void readsAContainer() throws JsonProcessingException {
        ObservedContainer seen = container("""
                {"Id":"0123456789abcdef","Name":"/blog.web.1","Image":"sha256:77","RestartCount":4,
                 "Config":{"Image":"example/web:1","Labels":{"a":"b"}},
                 "State":{"Status":"running","ExitCode":0,"StartedAt":"2026-01-02T03:04:05.678Z",
                          "FinishedAt":"0001-01-01T00:00:00Z",
                          "Health":{"Status":"unhealthy","Log":[{"Output":"fine"},{"Output":"refused"}]}},
                 "HostConfig":{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":"8080"}],"53/udp":null},
                               "ExtraHosts":["host.docker.internal:host-gateway"]},
                 "NetworkSettings":{"Networks":{"n":{"NetworkID":"n1","IPAddress":"10.0.0.2",
                          "Aliases":["web","0123456789ab"]}}}}""");
        assertThat(seen.name()).isEqualTo("blog.web.1");
        assertThat(seen.image()).isEqualTo("example/web:1");
        assertThat(seen.imageId()).isEqualTo("sha256:77");
        assertThat(seen.state().health()).isEqualTo(Health.UNHEALTHY);
        assertThat(seen.state().healthLog()).isEqualTo("refused");
        assertThat(seen.state().startedAt()).hasValue(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(seen.state().finishedAt()).isEmpty();
        assertThat(seen.state().restartCount()).isEqualTo(4);
        assertThat(seen.extraHosts()).containsExactly("host.docker.internal:host-gateway");
        assertThat(seen.attachment("n").orElseThrow().aliases()).containsExactly("web");
        assertThat(seen.published())
                .containsExactly(
                        new PublishedPort("0.0.0.0", OptionalInt.of(8080), new ContainerPort(80, Protocol.TCP)),
                        new PublishedPort("::", OptionalInt.of(8080), new ContainerPort(80, Protocol.TCP)));
    }

    @Test
    void readsPortsThatTheEngineChose() throws JsonProcessingException {
        ObservedContainer seen = container("""
                {"Id":"1","HostConfig":{"PortBindings":{"80/tcp":[{"HostIp":"","HostPort":""}],
                                                        "443/tcp":[{"HostIp":"127.0.0.1","HostPort":"8443"}]}},
                 "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"32768"}],
                                             "443/tcp":[{"HostIp":"127.0.0.1","HostPort":"8443"}],
                                             "53/udp":[{"HostIp":"::","HostPort":"32769"}],"9000/tcp":null}}}""");
        assertThat(seen.published())
                .containsExactlyInAnyOrder(
                        new PublishedPort("0.0.0.0", OptionalInt.of(32768), new ContainerPort(80, Protocol.TCP)),
                        new PublishedPort("127.0.0.1", OptionalInt.of(8443), new ContainerPort(443, Protocol.TCP)),
                        new PublishedPort("::", OptionalInt.of(32769), new ContainerPort(53, Protocol.UDP)));
    }

    @ParameterizedTest
    @CsvSource({"created, CREATED", "stopping, RUNNING", "stopped, EXITED", "a-new-word, DEAD", "'', DEAD"})
    void readsStatusWordsThatItDoesNotKnow(String word, Status status) throws JsonProcessingException {
        ObservedContainer seen =
                container("{\"Id\":\"1\",\"State\":{\"Status\":\"%s\",\"Health\":{\"Status\":\"\"}}}".formatted(word));
        assertThat(seen.state().status()).isEqualTo(status);
        assertThat(seen.state().health()).isEqualTo(Health.NONE);
    }

    @Test
    void readsWhoseNamespacesAContainerShares() throws JsonProcessingException {
        ObservedContainer seen = container("""
                {"Id":"1","HostConfig":{"NetworkMode":"container:4f","PidMode":"container:5e","IpcMode":"private"}}""");
        assertThat(seen.joins()).containsExactlyInAnyOrder("4f", "5e");
    }

    @Test
    void readsPortsOfOtherPeoplesContainers() throws JsonProcessingException {
        ObservedContainer seen = container("""
                {"Id":"1","HostConfig":{"PortBindings":{"80-81":[{"HostIp":"::","HostPort":"8000-8010"}],
                 "what":[{"HostPort":"1"}]}}}""");
        assertThat(seen.published())
                .containsExactly(
                        new PublishedPort("::", OptionalInt.empty(), new ContainerPort(80, Protocol.TCP)),
                        new PublishedPort("::", OptionalInt.empty(), new ContainerPort(81, Protocol.TCP)));
    }

    @Test
    void readsIpv4SubnetsOnly() throws JsonProcessingException {
        assertThat(Inspection.network(EngineHttp.JSON.readTree("""
                        {"Id":"1","Name":"n","Driver":"bridge","Labels":null,
                         "IPAM":{"Config":[{"Subnet":"10.1.0.0/24"},{"Subnet":"fd00::/64"},{}]}}""")).subnets())
                .containsExactly(Cidr.parse("10.1.0.0/24"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | No such container: x | NOT_FOUND",
                "404 | No such image: x:1 | IMAGE_NOT_FOUND",
                "409 | The container name /x is already in use | CONFLICT",
                "500 | Bind for 0.0.0.0:80 failed: port is already allocated | CONFLICT",
                "500 | listen tcp4 0.0.0.0:80: bind: address already in use | CONFLICT",
                "403 | Pool overlaps with other one on this address space | CONFLICT",
                "403 | error while removing network: network n has active endpoints | CONFLICT",
                "500 | write /var/lib/x: no space left on device | DISK_FULL",
                "500 | something else | REFUSED"
            })
    void sortsErrors(int status, String said, Kind kind) {
        assertThat(EngineErrors.kind(status, said)).isEqualTo(kind);
    }

    @Test
    void aPlaceOnANetworkSaysWayOutLinksAndBothAddresses() throws JsonProcessingException {
        ObservedContainer seen = container("""
                {"Id":"1","State":{"Status":"running"},"HostConfig":{"NetworkMode":"container:77","PortBindings":{"80/tcp":[{"HostPort":""}]}},
                "NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"0.0.0.0","HostPort":"32768"}],"81/tcp":null},
                "Networks":{"lan":{"IPAddress":"10.1.0.2","Gateway":"10.1.0.1","GlobalIPv6Address":"fd00::2","Links":["db.1:database"],"GwPriority":3}}}}""");

        assertThat(seen.networkOf()).isEqualTo("77");
        assertThat(seen.bound()).singleElement().satisfies(p -> assertThat(p.hostPort())
                .hasValue(32768));
        assertThat(seen.published()).isEqualTo(seen.bound());
        assertThat(seen.attachments()).singleElement().satisfies(a -> {
            assertThat(a.gateway()).isEqualTo("10.1.0.1");
            assertThat(a.address6()).isEqualTo("fd00::2");
            assertThat(a.links()).containsExactly(Map.entry("database", "db.1"));
            assertThat(a.gatewayPriority()).isEqualTo(3);
        });
    }
}
