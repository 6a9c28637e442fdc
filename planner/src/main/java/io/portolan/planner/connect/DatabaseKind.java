package io.portolan.planner.connect;

import io.portolan.model.stack.ServiceSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Servers that are recognised by the name of their image, and whose clients are configured by a URL. */
enum DatabaseKind {
    POSTGRES("postgresql", 5432),
    MYSQL("mysql", 3306),
    REDIS("redis", 6379),
    MONGODB("mongodb", 27017),
    CLICKHOUSE("clickhouse", 9000),
    AMQP("amqp", 5672);

    private final String scheme;
    private final int port;

    DatabaseKind(String scheme, int port) {
        this.scheme = scheme;
        this.port = port;
    }

    String scheme() {
        return scheme;
    }

    /** The one that clients connect to. */
    int port() {
        return port;
    }

    /**
     * {@code registry:5000/supabase/postgres:16@sha256:…} is named {@code postgres}. An exporter or a web interface of a
     * database has another name.
     */
    static Optional<DatabaseKind> of(ServiceSpec service) {
        String reference = service.image().reference().toLowerCase(Locale.ROOT);
        String path = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        String last = path.substring(path.lastIndexOf('/') + 1);
        String name = last.contains(":") ? last.substring(0, last.indexOf(':')) : last;
        return switch (name) {
            case "postgres", "postgresql", "postgis", "pgvector", "timescaledb", "timescaledb-ha" ->
                Optional.of(POSTGRES);
            case "mysql", "mysql-server", "mariadb", "percona", "percona-server" -> Optional.of(MYSQL);
            case "redis", "redis-stack", "redis-stack-server", "valkey", "keydb", "dragonfly" -> Optional.of(REDIS);
            case "mongo", "mongodb", "mongodb-community-server" -> Optional.of(MONGODB);
            case "clickhouse", "clickhouse-server" -> Optional.of(CLICKHOUSE);
            case "rabbitmq" -> Optional.of(AMQP);
            default -> Optional.empty();
        };
    }

    static OptionalInt portOf(ServiceSpec service) {
        return of(service).map(k -> OptionalInt.of(k.port)).orElse(OptionalInt.empty());
    }
}
