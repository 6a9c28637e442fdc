package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.model.runtime.AddressPools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressPoolsTest {
    @Test
    void takesSeveralBlocks() {
        AddressPools pools = AddressPools.parse("10.208.0.0/12, 172.20.0.0/14");
        assertThat(pools.blocks()).hasSize(2);
        assertThat(pools.size()).isEqualTo((1 << 20) + (1 << 18));
        assertThat(pools).hasToString("10.208.0.0/12, 172.20.0.0/14");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.208.0.0|not an IPv4 network",
                "''|not an IPv4 network",
                "10.208.0.0/12,|not an IPv4 network",
                "10.208.0.1/12|the block is 10.208.0.0/12",
                "10.208.0.0/22|too small",
                "8.8.0.0/16|belongs to others",
                "10.0.0.0/7|belongs to others",
                "10.0.0.0/8,10.208.0.0/12|10.208.0.0/12 overlaps 10.0.0.0/8",
            })
    void saysWhatIsWrong(String text, String reason) {
        assertThatThrownBy(() -> AddressPools.parse(text)).hasMessageContaining(reason);
    }
}
