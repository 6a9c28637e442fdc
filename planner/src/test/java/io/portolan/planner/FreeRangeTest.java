package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.FreeRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreeRangeTest {
    @ParameterizedTest
    @CsvSource({
        "172.28.0.0/24, 172.28.0.2, 172.28.0.128/25",
        "172.28.0.0/24, 172.28.0.200, 172.28.0.0/25",
        "172.28.0.0/24, 172.28.0.2 172.28.0.200, 172.28.0.128/26",
        "172.28.5.1/16, 172.28.0.2, 172.28.128.0/17",
        "fd00:1::/64, fd00:1::5, fd00:1:0:0:c000:0:0:0/66",
    })
    void isTheLargestAndLastPartWithoutTheAddresses(String block, String addresses, String range) {
        assertThat(FreeRange.of(block, List.of(addresses.split(" ")), 10)).hasValue(range);
    }

    @Test
    void isNoneWhereItWouldBeTooSmall() {
        assertThat(FreeRange.of("172.28.0.0/28", List.of("172.28.0.2", "172.28.0.9"), 10))
                .isEmpty();
    }

    @Test
    void takesNoNoteOfAddressesOfTheOtherFamily() {
        assertThat(FreeRange.of("172.28.0.0/24", List.of("fd00:1::5", "172.28.0.2"), 10))
                .hasValue("172.28.0.128/25");
    }

    @ParameterizedTest
    @CsvSource({"172.28.5.1/16, 172.28.0.1", "fd00:1::/64, fd00:1:0:0:0:0:0:1"})
    void knowsWhereAnEnginePutsTheGateway(String block, String gateway) {
        assertThat(FreeRange.gateway(block)).isEqualTo(gateway);
    }
}
