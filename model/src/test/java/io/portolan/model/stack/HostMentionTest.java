package io.portolan.model.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostMentionTest {
    private static List<Integer> ports(String text) {
        return HostMention.in(text, "web", "variable X").stream()
                .map(m -> m.port().orElse(0))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    host.docker.internal                                    | 0
                    HOST.Docker.Internal                                    | 0
                    host.docker.internal.                                   | 0
                    host.docker.internal. It is the host                    | 0
                    host.docker.internal:5432                               | 5432
                    host.docker.internal:5432/shop                          | 5432
                    postgres://u:p@host.docker.internal:5432/shop?ssl=off   | 5432
                    jdbc:sqlserver://host.docker.internal:1433;db=shop      | 1433
                    user:pw@tcp(host.docker.internal:3306)/shop             | 3306
                    http://host.docker.internal                             | 80
                    http://user:pw@host.docker.internal/                    | 80
                    HTTPS://host.docker.internal/x:90                       | 443
                    ws://host.docker.internal/socket                        | 80
                    wss://host.docker.internal:8443/socket                  | 8443
                    --upstream=host.docker.internal:3000                    | 3000
                    proxy_pass http://host.docker.internal:3000;            | 3000
                    "host.docker.internal"                                  | 0
                    localhost,host.docker.internal,127.0.0.1                | 0
                    host.docker.internal:0                                  | 0
                    host.docker.internal:65536                              | 0
                    host.docker.internal:123456                             | 0
                    """)
    void findsTheNameAndItsPort(String text, int port) {
        assertThat(ports(text)).containsExactly(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "docker.internal",
                "gateway.docker.internal",
                "my.host.docker.internal",
                "my-host.docker.internal",
                "localhost.docker.internal",
                "host.docker.internals",
                "host.docker.internal-2",
                "host.docker.internal.example.org",
                "hostXdocker.internal",
                "host_docker_internal"
            })
    void aPartOfAnotherNameIsNotMeant(String text) {
        assertThat(ports(text)).isEmpty();
    }

    @Test
    void eachPortIsSaidOnce() {
        assertThat(ports("host.docker.internal:1 host.docker.internal:2 host.docker.internal:1"))
                .containsExactly(1, 2);
    }

    @Test
    void saysWhereAndNotWhat() {
        assertThat(HostMention.in("http://u:secret@host.docker.internal:1/", "web", "variable X"))
                .containsExactly(new HostMention("web", "variable X", OptionalInt.of(1)));
    }
}
