package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.cli.command.CommandFailure;
import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.HostFacts;
import io.portolan.model.runtime.HostFacts.HostRoute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolCheckTest {
    private static final AddressPools DEFAULT = AddressPools.parse("10.208.0.0/12");

    private static List<String> told(AddressPools pools, HostRoute... routes) {
        List<String> told = new ArrayList<>();
        new PoolCheck(pools, new HostFacts(List.of(), List.of(routes), List.of(), false)).tell(told::add);
        return told;
    }

    private static HostRoute route(String destination, String device) {
        return new HostRoute(Cidr.parse(destination), device);
    }

    @Test
    void tellsWhatIsPassedOver() {
        assertThat(told(DEFAULT, route("192.168.1.0/24", "eth0"))).isEmpty();
        assertThat(told(DEFAULT, route("10.208.4.0/22", "br-1f2e3d"))).isEmpty();
        assertThat(told(DEFAULT, route("10.210.0.0/16", "tun0")))
                .containsExactly("address pool: 10.210.0.0/16 (tun0) is passed over");
    }

    @Test
    void refusesAPoolThatTheHostReachesWhole() {
        assertThatThrownBy(() -> told(DEFAULT, route("10.0.0.0/8", "wg0")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no room for a destination in 10.208.0.0/12")
                .hasMessageContaining("10.0.0.0/8 (wg0)");
        assertThat(told(AddressPools.parse("10.208.0.0/12,172.24.0.0/13"), route("10.0.0.0/8", "wg0")))
                .containsExactly("address pool: 10.0.0.0/8 (wg0) is passed over");
    }
}
