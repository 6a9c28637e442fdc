package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Secret;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.planner.connect.LinkVariables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a consumer is given, by the image and the environment of the provider. */
class LinkVariablesTest {
    private static LinkVariables of(String image, int port, Map<String, String> environment) {
        ServiceSketch db = new ServiceSketch("db");
        db.image = image;
        db.environment.putAll(environment);
        return LinkVariables.of("D", "db.base-x1", new ContainerPort(port, Protocol.TCP), db.spec());
    }

    private static Map<String, String> revealed(LinkVariables given) {
        Map<String, String> values = new TreeMap<>();
        given.values().forEach((n, v) -> values.put(n, v.reveal()));
        return values;
    }

    @Test
    void databaseGivesAllThatItsFileTells() {
        LinkVariables given = of(
                "postgres:16",
                5432,
                Map.of("POSTGRES_USER", "me", "POSTGRES_PASSWORD", "p@ss/w:rd %", "POSTGRES_DB", "orders"));
        assertThat(revealed(given))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "D_HOST", "db.base-x1",
                        "D_PORT", "5432",
                        "D_USER", "me",
                        "D_PASSWORD", "p@ss/w:rd %",
                        "D_NAME", "orders",
                        "D_URL", "postgresql://me:p%40ss%2Fw%3Ard%20%25@db.base-x1:5432/orders"));
        assertThat(given.missing()).isEmpty();
        assertThat(given.toString()).doesNotContain("p@ss");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres | 5432 | POSTGRES_HOST_AUTH_METHOD=trust | postgresql://postgres@db.base-x1:5432/postgres",
                "mariadb:11 | 3306 | MARIADB_USER=wp MARIADB_PASSWORD=x MARIADB_DATABASE=wp | mysql://wp:x@db.base-x1:3306/wp",
                "mysql:8 | 3306 | MYSQL_ROOT_PASSWORD=r | mysql://root:r@db.base-x1:3306",
                "redis:7 | 6379 | A=b | redis://db.base-x1:6379/0",
                "bitnami/redis | 6379 | REDIS_PASSWORD=s | redis://:s@db.base-x1:6379/0",
                "mongo:7 | 27017 | MONGO_INITDB_ROOT_USERNAME=root MONGO_INITDB_ROOT_PASSWORD=m MONGO_INITDB_DATABASE=app | mongodb://root:m@db.base-x1:27017/app?authSource=admin",
                "rabbitmq:3 | 5672 | A=b | amqp://guest:guest@db.base-x1:5672",
                "clickhouse/clickhouse-server | 9000 | CLICKHOUSE_PASSWORD=c | clickhouse://default:c@db.base-x1:9000/default",
                "web:1 | 8080 | A=b | http://db.base-x1:8080",
                "web:1 | 9999 | A=b | tcp://db.base-x1:9999",
                // What is not the database's own port is something else.
                "postgres | 9187 | POSTGRES_PASSWORD=x | tcp://db.base-x1:9187"
            })
    void urlIsWhatClientsUnderstand(String image, int port, String environment, String url) {
        Map<String, String> values = new TreeMap<>();
        for (String variable : environment.split(" ", -1)) {
            String[] parts = variable.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        assertThat(revealed(of(image, port, values))).containsEntry("D_URL", url);
    }

    @Test
    void passwordOfTheCommandIsKnown() {
        ServiceSketch cache = new ServiceSketch("cache");
        cache.image = "redis:7";
        cache.command = List.of("redis-server", "--requirepass", "s3");
        LinkVariables given =
                LinkVariables.of("C", "cache.base-x1", new ContainerPort(6379, Protocol.TCP), cache.spec());
        assertThat(given.values()).containsEntry("C_URL", new Secret("redis://:s3@cache.base-x1:6379/0"));
    }

    @Test
    void passwordInAFileIsMissing() {
        LinkVariables given = of("postgres:16", 5432, Map.of("POSTGRES_PASSWORD_FILE", "/run/secrets/p"));
        assertThat(given.values()).containsOnlyKeys("D_HOST", "D_PORT", "D_USER", "D_NAME");
        assertThat(given.missing()).containsExactly("D_URL", "D_PASSWORD");
    }

    @ParameterizedTest
    @CsvSource({"db,DB", "my-db,MY_DB", "Api.v2,API_V2", "9to5,LINK_9TO5", "_x_,X"})
    void prefixIsTheServiceInCapitals(String service, String prefix) {
        assertThat(LinkVariables.prefixOf(service)).isEqualTo(prefix).matches(LinkVariables::isPrefix);
    }
}
