package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.AddressPools;
import io.portolan.model.runtime.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlanTest {
    private static Cidr cidr(String text) {
        return Cidr.parse(text);
    }

    private static AddressPlan plan(String pools, String... taken) {
        return new AddressPlan(
                new AddressPools(
                        Stream.of(pools.split(",", -1)).map(Cidr::parse).toList()),
                Stream.of(taken).map(Cidr::parse).toList());
    }

    @Test
    void takesTheFirstFreePlaceOnTheGrid() {
        AddressPlan plan = plan("10.0.0.0/24", "10.0.0.0/27", "10.0.0.40/29");
        assertThat(plan.allocate(27)).contains(cidr("10.0.0.64/27"));
        assertThat(plan.allocate(28)).contains(cidr("10.0.0.48/28"));
        assertThat(plan.allocate(26)).contains(cidr("10.0.0.128/26"));
    }

    @Test
    void stepsOverANetworkThatIsLargerThanThePool() {
        assertThat(plan("10.0.0.0/16", "10.0.0.0/8").allocate(27)).isEmpty();
        assertThat(plan("10.0.0.0/8", "10.0.0.0/9").allocate(22)).contains(cidr("10.128.0.0/22"));
    }

    @Test
    void handsOutTheWholePoolAndThenNothing() {
        AddressPlan plan = plan("10.0.0.0/24");
        for (int i = 0; i < 8; i++) {
            assertThat(plan.usage()).isEqualTo(new AddressUsage(256, 32L * i, 8 - i, 0));
            assertThat(plan.allocate(27)).isPresent();
        }
        assertThat(plan.allocate(27)).isEmpty();
        assertThat(plan.usage()).isEqualTo(new AddressUsage(256, 256, 0, 0));
    }

    @Test
    void goesOnInTheNextPoolWhenOneIsFull() {
        AddressPlan plan = plan("10.0.0.0/26,172.20.0.0/25", "10.0.0.0/27");
        assertThat(plan.usage().stackNetworksLeft()).isEqualTo(5);
        assertThat(plan.allocate(26)).contains(cidr("172.20.0.0/26"));
        assertThat(plan.allocate(27)).contains(cidr("10.0.0.32/27"));
        assertThat(plan.allocate(27)).contains(cidr("172.20.0.64/27"));
    }

    @Test
    void handsOutTheLastAddressesOfAll() {
        AddressPlan plan = plan("255.255.255.0/24", "255.255.255.0/25");
        assertThat(plan.allocate(25)).contains(cidr("255.255.255.128/25"));
        assertThat(plan.allocate(27)).isEmpty();
    }

    /** Whatever is taken, in whatever order: never twice, never outside, and nothing is refused that would fit. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void handsOutWhatIsFreeAndNothingElse(long seed) {
        Random random = new Random(seed);
        List<Cidr> taken = new ArrayList<>();
        Cidr pool = cidr("10.0.0.0/20");
        for (int i = 0; i < 20; i++) {
            taken.add(new Cidr(cidr("10.0.0.0/19").address() + random.nextInt(8192), 22 + random.nextInt(9)));
        }
        AddressPlan plan = new AddressPlan(AddressPools.of(pool), taken);
        for (int i = 0; i < 100; i++) {
            int prefix = 23 + random.nextInt(6);
            boolean fits = LongStream.range(0, 1L << (prefix - pool.prefix()))
                    .mapToObj(place -> pool.subnet(prefix, place))
                    .anyMatch(c -> taken.stream().noneMatch(c::overlaps));
            Optional<Cidr> got = plan.allocate(prefix);
            assertThat(got.isPresent())
                    .as("a /%d is handed out if one is free", prefix)
                    .isEqualTo(fits);
            got.ifPresent(c -> {
                assertThat(pool.contains(c)).as("%s is in the pool", c).isTrue();
                assertThat(taken).as("%s is free", c).noneMatch(c::overlaps);
                taken.add(c);
            });
        }
    }

    @Test
    void warnsBeforeThereIsNothingLeft() {
        AddressPools small = AddressPools.of(cidr("10.0.0.0/21"));
        assertThat(new AddressUsage(2048, 1800, 7, 0).warning(small)).isEmpty();
        assertThat(new AddressUsage(2048, 1900, 5, 0).warning(small))
                .hasValueSatisfying(w -> assertThat(w).contains("5 more stack networks", "10.0.0.0/21"));
        assertThat(new AddressUsage(1 << 20, 0, 200, 6).isLow()).isFalse();
        assertThat(new AddressUsage(1 << 20, 0, 199, 6).isLow()).isTrue();
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
