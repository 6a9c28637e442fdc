package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DangersTest {
    private static ComposeResult load(String keys) {
        return ComposeLoader.load(
                Loading.bundle("services:\n  web:\n    image: nginx:1\n" + keys.indent(4)), ComposeOptions.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] | compose.engine-socket   | 4:15",
                "volumes: ['/run/docker.sock:/x']                          | compose.engine-socket   | 4:15",
                "volumes: [{type: bind, source: /run/docker.sock, target: /x}] | compose.engine-socket | 4:15",
                "use_api_socket: true                                      | compose.engine-socket   | 4:21",
                "volumes: ['/var//run/x/../docker.sock:/x']                | compose.engine-socket   | 4:15",
                "userns_mode: host                                         | compose.host-users      | 4:18",
                "volumes: ['/:/host:ro']                                   | compose.engine-socket   | 4:15",
                "volumes: ['/x:/x', '/var/run/:/r']                        | compose.engine-socket   | 4:24",
                "pid: host                                                 | compose.host-processes  | 4:10",
                "cap_add: [NET_ADMIN, ALL]                                 | compose.wide-capability | 4:26",
                "privileged: true                                          | compose.privileged      | 4:17",
                "ports: ['5432:5432']                                      | compose.public-database | 4:12",
                "ports: ['0.0.0.0:16379:6379']                             | compose.public-database | 4:12",
                "environment: {POSTGRES_PASSWORD: example}                 | compose.plain-secret    | 4:19",
                "environment: [A=b, API_TOKEN=abc, DB_SECRET=x]            | compose.plain-secret    | 4:24",
                "image: nginx                                              | compose.latest-image    | 3:12",
            })
    void warnsOfWhatIsDangerous(String keys, String code, String place) {
        ComposeResult result = keys.startsWith("image")
                ? ComposeLoader.load(Loading.bundle("services:\n  web:\n    " + keys), ComposeOptions.none())
                : load(keys);

        assertThat(result.spec()).isPresent();
        assertThat(result.diagnostics()).hasSize(1);
        Diagnostic found = result.diagnostics().getFirst();
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.code()).as(found.message()).isEqualTo(code);
        assertThat(String.valueOf(found.position())).isEqualTo("compose.yaml:" + place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ports: ['127.0.0.1:5432:5432']",
                "ports: ['5432']",
                "ports: ['5432:80']",
                "expose: ['5432']",
                "privileged: false",
                "volumes: ['/var/run/postgresql:/x', '/runner:/y', '/v:/z']",
                "cap_add: [NET_ADMIN]",
                "environment: {POSTGRES_PASSWORD_FILE: /run/secrets/x}",
                "environment: {POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:-example}'}",
                "environment: {POSTGRES_PASSWORD: ''}",
                "environment: {MYSQL_RANDOM_ROOT_PASSWORD: 'yes'}",
                "environment: {TOKEN_LIFETIME: 30}",
                "environment: {PASSWORD_MIN_LENGTH: 30}",
                "environment: [JWT_SECRET]",
                "platform: linux/amd64",
            })
    void isSilentOtherwise(String keys) {
        assertThat(load(keys).diagnostics()).noneMatch(d -> d.severity() == Severity.WARNING && !isUnset(d));
    }

    private static boolean isUnset(Diagnostic diagnostic) {
        return diagnostic.code().equals("compose.unset-variable");
    }

    @Test
    void namesAllServicesWithoutAVersionAtOnce() {
        String yaml = """
                services:
                  a: {image: x}
                  b: {image: "registry:5000/x"}
                  c: {image: "x:1"}
                  d: {image: "x@sha256:0000000000000000000000000000000000000000000000000000000000000000"}
                  e: {image: "x:latest"}
                """;

        assertThat(ComposeLoader.load(Loading.bundle(yaml), ComposeOptions.none())
                        .diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("services.a.image: a, b, e: an image without a version is another one some day,"
                        + " and there is no way back to this one");
    }
}
