package io.portolan.planner.connect;

import io.portolan.model.Secret;
import io.portolan.model.stack.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * With what a client logs in to a database, as the official images take it from their environment.
 *
 * @param user "" for none
 * @param hasPassword where nothing says that there is none, there is one
 * @param password empty too where there is one that the service's specification does not tell
 * @param database "" where the URL names none
 */
record Credentials(String user, boolean hasPassword, Optional<Secret> password, String database) {
    private static final String REQUIREPASS = "requirepass";

    static Credentials of(DatabaseKind kind, ServiceSpec service) {
        Environment env = new Environment(service.process().environment());
        return switch (kind) {
            case POSTGRES -> postgres(env);
            case MYSQL -> mysql(env);
            case REDIS -> redis(env, service);
            case MONGODB -> mongo(env);
            case CLICKHOUSE ->
                new Credentials(
                        env.first("CLICKHOUSE_USER").orElse("default"),
                        env.has("CLICKHOUSE_PASSWORD"),
                        env.secret("CLICKHOUSE_PASSWORD"),
                        env.first("CLICKHOUSE_DB").orElse("default"));
            case AMQP ->
                new Credentials(
                        env.first("RABBITMQ_DEFAULT_USER", "RABBITMQ_USERNAME").orElse("guest"),
                        true,
                        env.has("RABBITMQ_DEFAULT_PASS") || env.has("RABBITMQ_PASSWORD")
                                ? env.secret("RABBITMQ_DEFAULT_PASS", "RABBITMQ_PASSWORD")
                                : Optional.of(new Secret("guest")),
                        env.first("RABBITMQ_DEFAULT_VHOST").orElse(""));
        };
    }

    private static Credentials postgres(Environment env) {
        String user = env.first("POSTGRES_USER", "POSTGRESQL_USERNAME", "POSTGRESQL_USER")
                .orElse("postgres");
        boolean trusts =
                env.first("POSTGRES_HOST_AUTH_METHOD").filter("trust"::equals).isPresent();
        return new Credentials(
                user,
                !trusts,
                env.secret("POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD"),
                env.first("POSTGRES_DB", "POSTGRESQL_DATABASE").orElse(user));
    }

    private static Credentials mysql(Environment env) {
        String database = env.first("MYSQL_DATABASE", "MARIADB_DATABASE").orElse("");
        Optional<String> user = env.first("MYSQL_USER", "MARIADB_USER").filter(u -> !u.equals("root"));
        if (user.isPresent()) {
            return new Credentials(user.get(), true, env.secret("MYSQL_PASSWORD", "MARIADB_PASSWORD"), database);
        }
        boolean open = env.has("MYSQL_ALLOW_EMPTY_PASSWORD")
                || env.has("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD")
                || env.has("ALLOW_EMPTY_PASSWORD");
        boolean given = env.has("MYSQL_ROOT_PASSWORD") || env.has("MARIADB_ROOT_PASSWORD");
        return new Credentials(
                "root", given || !open, env.secret("MYSQL_ROOT_PASSWORD", "MARIADB_ROOT_PASSWORD"), database);
    }

    /** Without a password unless one is set: in a variable of a widespread image, or where the command sets it. */
    private static Credentials redis(Environment env, ServiceSpec service) {
        List<String> words = Stream.of(
                        service.process().entrypoint(), service.process().command())
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .map(Secret::reveal)
                .toList();
        boolean byCommand = words.stream().anyMatch(w -> w.contains(REQUIREPASS));
        boolean byVariable = env.has("REDIS_PASSWORD") || env.has("VALKEY_PASSWORD");
        // A word of a shell's script is that script's to understand.
        int option = words.indexOf("--" + REQUIREPASS);
        Optional<Secret> password = option >= 0 && option + 1 < words.size()
                ? Optional.of(new Secret(words.get(option + 1)))
                : env.secret("REDIS_PASSWORD", "VALKEY_PASSWORD");
        return new Credentials("", byCommand || byVariable, password, "0");
    }

    private static Credentials mongo(Environment env) {
        String database = env.first("MONGO_INITDB_DATABASE", "MONGODB_DATABASE").orElse("");
        return env.first("MONGO_INITDB_ROOT_USERNAME", "MONGODB_ROOT_USER")
                .map(user -> new Credentials(
                        user, true, env.secret("MONGO_INITDB_ROOT_PASSWORD", "MONGODB_ROOT_PASSWORD"), database))
                .orElse(new Credentials("", false, Optional.empty(), database));
    }

    /** Reveals the values of the named variables only: names of users and databases, never a password. */
    private record Environment(Map<String, Secret> values) {
        Optional<String> first(String... names) {
            return Stream.of(names)
                    .flatMap(n -> Optional.ofNullable(values.get(n)).stream())
                    .map(Secret::reveal)
                    .filter(v -> !v.isBlank())
                    .findFirst();
        }

        Optional<Secret> secret(String... names) {
            return Stream.of(names)
                    .flatMap(n -> Optional.ofNullable(values.get(n)).stream())
                    .filter(v -> !v.reveal().isEmpty())
                    .findFirst();
        }

        /** Also where the value comes from a file. */
        boolean has(String name) {
            return first(name, name + "_FILE").isPresent();
        }
    }
}
