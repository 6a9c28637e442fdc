package io.portolan.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.stack.Protocol;
import io.portolan.planner.Reservations.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses of the host one port can be bound to at the same time. */
class HostPortTest {
    private static HostPort at(String address) {
        return new HostPort(Protocol.TCP, address, 80);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0, true",
        "0.0.0.0, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 192.168.1.5, false",
        "0.0.0.0, ::, false",
        "0.0.0.0, ::1, false",
        "127.0.0.1, ::, false",
        "::, ::1, true",
        "[::], 0:0:0:0:0:0:0:0, true",
        "[::1], 0:0:0:0:0:0:0:1, true",
        "fe80::1%eth0, FE80::1, true",
        "::ffff:127.0.0.1, 127.0.0.1, true",
        "'', 127.0.0.1, true",
        "'', ::1, true",
        "*, 0.0.0.0, true",
    })
    void tellsAddressesApart(String one, String other, boolean clash) {
        assertThat(at(one).clashesWith(at(other))).isEqualTo(clash);
        assertThat(at(other).clashesWith(at(one))).isEqualTo(clash);
    }

    @Test
    void tellsProtocolsAndNumbersApart() {
        assertThat(at("").clashesWith(new HostPort(Protocol.UDP, "", 80))).isFalse();
        assertThat(at("").clashesWith(new HostPort(Protocol.TCP, "", 81))).isFalse();
    }
}
