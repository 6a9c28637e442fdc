package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.LifecycleSpec.Condition;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.planner.JoinedServices;
import io.portolan.planner.ServiceAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceAccessTest {
    private final DesiredSketch sketch = new DesiredSketch();
    private final DesiredSketch.StackSketch shop = sketch.stack("shop");

    private final FakeWorld world = new FakeWorld();

    private ServiceAccess access(String service) {
        return ServiceAccess.of(sketch.desired(), shop.stack(), world.observed(), sketch.facts()).stream()
                .filter(a -> a.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told(String service) {
        return access(service).networks().stream()
                .map(n -> n.reach() + " " + n.names() + " "
                        + n.connections().stream()
                                .map(ServiceAccess.Connection::text)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void serviceOfTheDestinationHasANameOfItsOwnThere() {
        shop.domains.put("http://shop.example.com", "web");
        shop.service("web").expose.add(9000);
        shop.service("web").containerName = Optional.of("front");
        assertThat(told("web"))
                .containsExactly(
                        "STACK [web, front] http://web:9000", "DESTINATION [web.shop-x1] http://web.shop-x1:9000");
    }

    @Test
    void privateServiceIsReachedByItsSiblingsUntilItJoins() {
        shop.service("web");
        shop.service("db").image = "postgres:16";
        assertThat(told("db")).containsExactly("STACK [db] postgresql://postgres:***@db:5432/postgres");
        shop.joined = JoinedServices.of(List.of("db"));
        assertThat(told("db"))
                .containsExactly(
                        "STACK [db] postgresql://postgres:***@db:5432/postgres",
                        "DESTINATION [db.shop-x1] postgresql://postgres:***@db.shop-x1:5432/postgres");
        assertThat(told("web")).containsExactly("STACK [web] ");
    }

    @Test
    void namesStayWhenTheContainersAreReplaced() {
        shop.joined = JoinedServices.of(List.of("all"));
        shop.service("web").expose.add(80);
        List<String> before = told("web");
        shop.service("web").image = "web:2";
        shop.service("web").environment.put("MODE", "other");
        assertThat(told("web")).isEqualTo(before).isNotEmpty();
    }

    @Test
    void serviceInTheNetworkOfAnotherIsReachedUnderThatOnesName() {
        shop.service("vpn").expose.add(8888);
        ServiceSketch app = shop.service("app");
        app.mode = new NetworkMode(NetworkMode.Kind.SERVICE, "vpn");
        app.dependsOn.put("vpn", Condition.STARTED);
        app.expose.add(3000);
        assertThat(told("app")).containsExactly("STACK [vpn] http://vpn:3000");
    }

    @Test
    void serviceOfTheHostHasNoNameOnAnyNetwork() {
        shop.service("web").mode = new NetworkMode(NetworkMode.Kind.HOST, "");
        assertThat(told("web")).isEmpty();
    }

    @Test
    void networkOfOthersIsToldApart() {
        shop.networks.add(new DeclaredNetwork("lan", "lan", true, false, Map.of()));
        shop.service("web").networks.add(new ServiceNetwork("lan", List.of("front")));
        shop.service("web").expose.add(80);
        world.put(new ObservedNetwork("n", "lan", "bridge", List.of(), false, Map.of()));
        assertThat(told("web"))
                .containsExactly("STACK [web, front] http://web:80", "EXTERNAL [web.shop-x1] http://web.shop-x1:80");
    }

    static Stream<Arguments> databases() {
        return Stream.of(
                db("postgres:16", "postgresql://shop:***@db:5432/orders", "POSTGRES_USER=shop", "POSTGRES_DB=orders"),
                db("postgres", "postgresql://shop:***@db:5432/shop", "POSTGRES_USER=shop"),
                db("postgres", "postgresql://postgres@db:5432/postgres", "POSTGRES_HOST_AUTH_METHOD=trust"),
                db(
                        "registry:5000/pgvector/pgvector:pg17@sha256:0",
                        "postgresql://a%40b:***@db:5432/a%40b",
                        "POSTGRES_USER=a@b"),
                db(
                        "mariadb:11",
                        "mysql://wp:***@db:3306/wp",
                        "MYSQL_USER=wp",
                        "MYSQL_DATABASE=wp",
                        "MYSQL_PASSWORD=hidden"),
                db("mysql:8", "mysql://root:***@db:3306", "MYSQL_ROOT_PASSWORD=hidden"),
                db("mysql:8", "mysql://root@db:3306/x", "MYSQL_ALLOW_EMPTY_PASSWORD=1", "MYSQL_DATABASE=x"),
                db("redis:7", "redis://db:6379/0"),
                db("bitnami/redis", "redis://:***@db:6379/0", "REDIS_PASSWORD=hidden"),
                db("mongo:7", "mongodb://db:27017"),
                db("mongo:7", "mongodb://root:***@db:27017", "MONGO_INITDB_ROOT_USERNAME=root"),
                db("clickhouse/clickhouse-server", "clickhouse://default@db:9000/default"),
                db(
                        "clickhouse/clickhouse-server",
                        "clickhouse://default:***@db:9000/default",
                        "CLICKHOUSE_PASSWORD_FILE=/run/x"),
                db("rabbitmq:3-management", "amqp://guest:***@db:5672"),
                db("prometheuscommunity/postgres-exporter", ""));
    }

    private static Arguments db(String image, String url, String... environment) {
        return Arguments.of(image, url, List.of(environment));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void databaseIsConnectedToByAUrlWithoutItsPassword(String image, String url, List<String> environment) {
        ServiceSketch db = shop.service("db");
        db.image = image;
        environment.forEach(e -> db.environment.put(e.split("=", 2)[0], e.split("=", 2)[1]));
        assertThat(told("db")).containsExactly("STACK [db] " + url);
    }

    @Test
    void portsOfUnknownProtocolsAreHostAndPort() {
        ServiceSketch web = shop.service("web");
        web.ports.addAll(List.of("53:53/udp", "8443:8443", "25"));
        assertThat(told("web")).containsExactly("STACK [web] web:25 udp://web:53 https://web:8443");
    }
}
