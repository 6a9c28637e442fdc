package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressPlanTest {
    private static Cidr cidr(String text) {
        return Cidr.parse(text);
    }

    @Test
    void takesTheFirstFreePlaceOnTheGrid() {
        AddressPlan plan = new AddressPlan(cidr("10.0.0.0/24"), List.of(cidr("10.0.0.0/27"), cidr("10.0.0.40/29")));
        assertThat(plan.allocate(27)).contains(cidr("10.0.0.64/27"));
        assertThat(plan.allocate(28)).contains(cidr("10.0.0.48/28"));
        assertThat(plan.allocate(26)).contains(cidr("10.0.0.128/26"));
    }

    @Test
    void stepsOverANetworkThatIsLargerThanThePool() {
        assertThat(new AddressPlan(cidr("10.0.0.0/16"), List.of(cidr("10.0.0.0/8"))).allocate(27))
                .isEmpty();
        assertThat(new AddressPlan(cidr("10.0.0.0/8"), List.of(cidr("10.0.0.0/9"))).allocate(22))
                .contains(cidr("10.128.0.0/22"));
    }

    @Test
    void handsOutTheWholePoolAndThenNothing() {
        AddressPlan plan = new AddressPlan(cidr("10.0.0.0/24"), List.of());
        for (int i = 0; i < 8; i++) {
            assertThat(plan.allocate(27)).isPresent();
        }
        assertThat(plan.allocate(27)).isEmpty();
        assertThat(plan.usage()).startsWith("256 of the 256 addresses");
    }

    @Test
    void growsWithTheNumberOfContainers() {
        assertThat(Subnets.prefixForStack(1)).isEqualTo(27);
        assertThat(Subnets.prefixForStack(10)).isEqualTo(27);
        assertThat(Subnets.prefixForStack(11)).isEqualTo(26);
        assertThat(Subnets.prefixForStack(100)).isEqualTo(24);
        assertThat(Subnets.prefixForStack(200)).isEqualTo(23);
    }
}
