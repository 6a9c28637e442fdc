package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostNamesTest {
    private static List<Diagnostic> warnings(String variable, String webNetworks, String dbNetworks) {
        return Loading.load("""
                services:
                  web:
                    image: web:1
                    environment: ["%s"]
                    networks: %s
                  db: {image: "db:1", container_name: database, networks: %s}
                networks: {front: {}, back: {}, wan: {external: true}}
                """.formatted(variable, webNetworks, dbNetworks)).diagnostics();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_HOST=db",
                "DATABASE_URL=postgres://me:x@db:5432/app",
                "API=http://db",
                "CACHE=db:6379",
                "DB_SERVER=database"
            })
    void tellsOfANameThatIsNotKnownThere(String variable) {
        assertThat(warnings(variable, "[front]", "[back]")).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("compose.no-common-network");
            assertThat(String.valueOf(d.position())).contains("4:19");
            assertThat(d.message()).contains(variable.replaceAll("=.*", ""), "the service db");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRIVER=db", "DB_HOST=dbx", "URL=http://example.com/db", "NAME=my-db:5"})
    void otherWordsAreNoNames(String variable) {
        assertThat(warnings(variable, "[front]", "[back]")).isEmpty();
    }

    @Test
    void onACommonNetworkNamesAreKnown() {
        assertThat(warnings("DB_HOST=db", "[front, back]", "[back]")).isEmpty();
        assertThat(warnings("DB_HOST=db", "[]", "[default]")).isEmpty();
        assertThat(warnings("DB_HOST=db", "[wan]", "[wan]")).isEmpty();
    }

    @Test
    void anExternalNetworkKnowsNoNamesOfTheFile() {
        assertThat(warnings("DB_HOST=db", "[wan, front]", "[wan]")).hasSize(1);
    }

    @Test
    void aLinkWithoutACommonNetworkLeadsNowhere() {
        assertThat(Loading.load("""
                        services:
                          web:
                            image: web:1
                            links: [db]
                            networks: [front]
                          db: {image: "db:1", networks: [back]}
                        networks: {front: {}, back: {}}
                        """).diagnostics()).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo("compose.no-common-network");
            assertThat(d.message()).contains("the link to service db");
            assertThat(String.valueOf(d.position())).contains("4:13");
        });
    }
}
