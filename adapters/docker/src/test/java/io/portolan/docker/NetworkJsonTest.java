package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.stack.NetworkOptions;
import io.portolan.model.stack.NetworkOptions.Ipam;
import io.portolan.model.stack.NetworkOptions.Pool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NetworkJsonTest {
    private static final Cidr SUBNET = Cidr.parse("10.210.0.0/27");

    private static String json(NetworkSpec spec, int minor) {
        return new NetworkJson(spec, new ApiVersion(minor)).body().toString();
    }

    @Test
    void saysLittleOfABridge() {
        assertThat(json(new NetworkSpec("net", SUBNET, true, Map.of("a", "b")), 41))
                .isEqualTo("{\"Name\":\"net\",\"CheckDuplicate\":true,\"Driver\":\"bridge\",\"Internal\":true,"
                        + "\"IPAM\":{\"Config\":[{\"Subnet\":\"10.210.0.0/27\",\"Gateway\":\"10.210.0.1\"}]},"
                        + "\"Labels\":{\"a\":\"b\"}}");
    }

    @Test
    void saysAllThatAFileCan() {
        assertThat(json(new NetworkSpec("net", SUBNET, false, Map.of(), everything(true)), 41))
                .isEqualTo("{\"Name\":\"net\",\"CheckDuplicate\":true,\"Driver\":\"macvlan\",\"Internal\":false,"
                        + "\"Attachable\":true,\"EnableIPv6\":true,\"IPAM\":{\"Driver\":\"own\",\"Options\":{\"o\":\"p\"},"
                        + "\"Config\":[{\"Subnet\":\"172.28.0.0/16\",\"IPRange\":\"172.28.5.0/24\","
                        + "\"Gateway\":\"172.28.5.254\",\"AuxiliaryAddresses\":{\"h\":\"172.28.1.5\"}},"
                        + "{\"Subnet\":\"2001:db8::/64\"}]},\"Options\":{\"parent\":\"eth0\"},\"Labels\":{}}");
    }

    @Test
    void refusesToGoWithoutIpv4OnAnOlderEngine() {
        NetworkSpec spec = new NetworkSpec("net", SUBNET, false, Map.of(), everything(false));
        assertThat(json(spec, 48)).contains("\"EnableIPv4\":false");
        assertThatThrownBy(() -> json(spec, 47)).hasMessageContaining("`enable_ipv4: false`: it speaks API 1.47");
    }

    private static NetworkOptions everything(boolean four) {
        return new NetworkOptions(
                "macvlan",
                Map.of("parent", "eth0"),
                new Ipam(
                        "own",
                        Map.of("o", "p"),
                        List.of(
                                new Pool("172.28.0.0/16", "172.28.5.0/24", "172.28.5.254", Map.of("h", "172.28.1.5")),
                                new Pool("2001:db8::/64", "", "", Map.of()))),
                true,
                Optional.of(four),
                Optional.of(true));
    }
}
