package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.PortMapping;
import io.portolan.model.stack.ServiceSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is legal and dangerous. Said once for each service, or for the file, so that it is read. */
final class Dangers {
    private static final Set<String> SOCKETS = Set.of("/var/run/docker.sock", "/run/docker.sock");
    private static final Set<String> EVERYWHERE = Set.of("", "0.0.0.0", "::");
    private static final Map<Integer, String> DATABASES = Map.ofEntries(
            Map.entry(1433, "SQL Server"),
            Map.entry(1521, "Oracle"),
            Map.entry(3306, "MySQL and MariaDB"),
            Map.entry(5432, "PostgreSQL"),
            Map.entry(5984, "CouchDB"),
            Map.entry(6379, "Redis"),
            Map.entry(7687, "Neo4j"),
            Map.entry(9042, "Cassandra"),
            Map.entry(9200, "Elasticsearch"),
            Map.entry(11211, "memcached"),
            Map.entry(26257, "CockroachDB"),
            Map.entry(27017, "MongoDB"));
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(.*_)?(PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|TOKEN|API_?KEY|PRIVATE_KEY)");
    private static final Pattern NO_SECRET =
            Pattern.compile("|true|false|yes|no|on|off|none|null|0|1|/.*", Pattern.CASE_INSENSITIVE);

    private final Findings findings;
    private final Map<String, Mapping> forms;

    Dangers(Findings findings, Map<String, Mapping> forms) {
        this.findings = findings;
        this.forms = forms;
    }

    void check(List<ServiceSpec> services) {
        services.forEach(this::check);
        unversioned(services);
    }

    private void check(ServiceSpec service) {
        Mapping form = form(service);
        service.mounts().stream()
                .filter(m -> m instanceof Mount.Bind b && holdsSocket(b.hostPath()))
                .findFirst()
                .ifPresent(m -> findings.warning(
                        socket(service, form),
                        "compose.engine-socket",
                        "whoever breaks into this service has the whole server: it holds the engine's socket"
                                + " (`ro` does not change that)"));
        reach(service, form);
        if (service.runtime().privileges().privileged()) {
            findings.warning(
                    form.get("privileged").orElse(form),
                    "compose.privileged",
                    "a privileged service is as good as root on the server: `cap_add` and `devices` give single rights");
        }
        for (PortMapping port : service.networking().ports()) {
            database(port)
                    .ifPresent(name -> findings.warning(
                            form.get("ports").orElse(form),
                            "compose.public-database",
                            "port %d is that of %s, and is open to everybody who reaches the server; other services of the file reach it without `ports`, programs of the server over 127.0.0.1:%d:%d"
                                    .formatted(
                                            port.container().port(),
                                            name,
                                            port.hostPort().orElse(0),
                                            port.container().port())));
        }
        plainSecrets(form);
    }

    /** Folders above the socket hold it too. */
    private static boolean holdsSocket(String path) {
        String plain = normal(path);
        String folder = plain.endsWith("/") ? plain : plain + "/";
        return SOCKETS.stream().anyMatch(s -> (s + "/").startsWith(folder));
    }

    /** Without `.`, `..` and empty parts, as the kernel walks it; by text, since the path is one of another machine. */
    private static String normal(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private void reach(ServiceSpec service, Mapping form) {
        if (service.runtime().host().sharing().pid().equals("host")) {
            findings.warning(
                    form.get("pid").orElse(form),
                    "compose.host-processes",
                    "this service sees all processes of the server, with their arguments, and can end those of its user");
        }
        if (service.runtime().host().sharing().user().equals("host")) {
            findings.warning(
                    form.get("userns_mode").orElse(form),
                    "compose.host-users",
                    "root in this service is root of the server, also where the engine gives containers users of their own");
        }
        service.runtime().privileges().capAdd().stream()
                .filter(c -> c.equalsIgnoreCase("ALL")
                        || c.equalsIgnoreCase("SYS_ADMIN")
                        || c.equalsIgnoreCase("CAP_SYS_ADMIN"))
                .findFirst()
                .ifPresent(c -> findings.warning(
                        StackChecks.place(forms, service.name(), "cap_add", c),
                        "compose.wide-capability",
                        "with this right a service is nearly root on the server: name the ones that it needs"));
    }

    private Mapping form(ServiceSpec service) {
        Mapping form = forms.get(service.name());
        if (form == null) {
            throw new IllegalStateException("a service that was read has a form: " + service.name());
        }
        return form;
    }

    private Located socket(ServiceSpec service, Mapping form) {
        return service.mounts().stream()
                .filter(m -> m instanceof Mount.Bind b && holdsSocket(b.hostPath()))
                .map(m -> StackChecks.place(forms, service.name(), "volumes", ((Mount.Bind) m).hostPath()))
                .filter(at -> form.get("volumes").filter(v -> v != at).isPresent())
                .findFirst()
                .or(() -> form.get("use_api_socket").map(n -> n))
                .orElse(form);
    }

    private static Optional<String> database(PortMapping port) {
        ContainerPort container = port.container();
        boolean open = port.hostPort().isPresent()
                && EVERYWHERE.contains(port.hostAddress().orElse(""));
        return open ? Optional.ofNullable(DATABASES.get(container.port())) : Optional.empty();
    }

    private void plainSecrets(Mapping form) {
        List<String> names = new ArrayList<>();
        List<Located> places = new ArrayList<>();
        form.get("environment").ifPresent(node -> {
            switch (node) {
                case Mapping mapping ->
                    mapping.entries().forEach(e -> secret(e.name(), e.value(), e.key(), names, places));
                case Sequence list -> list.items().forEach(item -> item(item, names, places));
                case Scalar _ -> {
                    // Reported by the reader of the environment.
                }
            }
        });
        if (!names.isEmpty()) {
            findings.warning(
                    places.getFirst(),
                    "compose.plain-secret",
                    "%s: who sees this file sees the secret: write ${%s} and give its value with the deploy"
                            .formatted(String.join(", ", names), names.getFirst()));
        }
    }

    private static void item(Node item, List<String> names, List<Located> places) {
        if (item instanceof Scalar scalar && scalar.written().contains("=")) {
            String[] parts = scalar.written().split("=", 2);
            plain(parts[0], parts[1], scalar, names, places);
        }
    }

    private static void secret(String name, Node value, Scalar at, List<String> names, List<Located> places) {
        if (value instanceof Scalar scalar) {
            plain(name, scalar.written(), at, names, places);
        }
    }

    private static void plain(String name, String value, Located at, List<String> names, List<Located> places) {
        if (SECRET_NAME.matcher(name.toUpperCase(Locale.ROOT)).matches()
                && !value.contains("$")
                && !NO_SECRET.matcher(value.strip()).matches()) {
            names.add(name);
            places.add(at);
        }
    }

    private void unversioned(List<ServiceSpec> services) {
        List<ServiceSpec> latest = services.stream()
                .filter(s -> !s.image().isUnbuilt() && isLatest(s.image().reference()))
                .toList();
        if (!latest.isEmpty()) {
            Mapping form = form(latest.getFirst());
            findings.warning(
                    form.get("image").orElse(form),
                    "compose.latest-image",
                    "%s: an image without a version is another one some day, and there is no way back to this one"
                            .formatted(String.join(
                                    ", ", latest.stream().map(ServiceSpec::name).toList())));
        }
    }

    private static boolean isLatest(String reference) {
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        return !reference.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
    }
}
