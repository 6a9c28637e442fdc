package io.portolan.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TcpTableTest {
    private static final String LINE =
            "   1: 020011AC:A1B2 0A01520A:1F90 01 00000000:00000000 00:00000000 00000000     0        0 12345 1";

    @Test
    void readsAnEndAsTheKernelPrintsIt() {
        assertThat(end("10.82.1.10", 8080)).isEqualTo("0A01520A:1F90");
        assertThat(end("192.168.0.1", 80)).isEqualTo("0100A8C0:0050");
        assertThat(end("fd00:1:2::a", 80)).isEqualTo("010000FD00000200000000000A000000:0050");
    }

    private static String end(String address, int port) {
        return TcpTable.end(InetAddress.ofLiteral(address), port);
    }

    @Test
    void findsAConnectionToOneOfTheEnds() {
        assertThat(TcpTable.isEstablished(LINE, Set.of("0A01520A:1F90"))).isTrue();
        assertThat(TcpTable.isEstablished(LINE, Set.of("0A01520A:0050", "020011AC:A1B2")))
                .isFalse();
    }

    @Test
    void aConnectionThatEndsIsNone() {
        Set<String> ends = Set.of("0A01520A:1F90");
        assertThat(TcpTable.isEstablished(LINE.replace(" 01 ", " 06 "), ends)).isFalse();
        assertThat(TcpTable.isEstablished("  sl  local_address rem_address   st", ends))
                .isFalse();
        assertThat(TcpTable.isEstablished("", ends)).isFalse();
    }
}
