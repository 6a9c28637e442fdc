package io.portolan.compose.keys;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.magic.MagicVariable;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.stack.RoutePort;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Public ports by the template dialect: {@code SERVICE_URL_APP_3000} in a service's environment says that this service
 * is public on that port; the header {@code # port: 3000} says it for the file.
 */
final class RoutePortsReader {
    private static final Pattern HEADER = Pattern.compile("#\\s*port:\\s*([0-9]{1,5})\\b.*");

    private final Map<String, Mapping> services;

    RoutePortsReader(Map<String, Mapping> services) {
        this.services = services;
    }

    List<RoutePort> read(List<String> comments) {
        Set<RoutePort> all = new LinkedHashSet<>();
        List<String> addressed = new ArrayList<>();
        services.forEach((name, form) -> {
            List<MagicVariable> declared = declared(form);
            if (!declared.isEmpty()) {
                addressed.add(name);
            }
            declared.forEach(v -> add(name, v, all));
        });
        services.forEach((name, form) -> referred(form).forEach(v -> addReferred(name, v, all)));
        header(comments).ifPresent(port -> addHeader(port, addressed, all));
        return List.copyOf(all);
    }

    private static void add(String service, MagicVariable variable, Set<RoutePort> all) {
        variable.port().ifPresent(port -> all.add(new RoutePort(service, port, variable.name())));
    }

    /** A reference in a value speaks of the service that it names; of the service it stands in if it names none. */
    private void addReferred(String standsIn, MagicVariable variable, Set<RoutePort> all) {
        if (variable.port().isEmpty()) {
            return;
        }
        String service =
                services.keySet().stream().filter(variable::isAbout).findFirst().orElse(standsIn);
        if (all.stream()
                .noneMatch(p -> p.service().equals(service) || p.source().equals(variable.name()))) {
            add(service, variable, all);
        }
    }

    private void addHeader(int port, List<String> addressed, Set<RoutePort> all) {
        Optional<String> service = !addressed.isEmpty()
                ? Optional.of(addressed.getFirst())
                : services.keySet().stream().filter(s -> services.size() == 1).findFirst();
        service.filter(s -> all.stream().noneMatch(p -> p.service().equals(s)))
                .ifPresent(s -> all.add(new RoutePort(s, port, "# port: " + port)));
    }

    private static Optional<Integer> header(List<String> comments) {
        return comments.stream()
                .map(HEADER::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.parseInt(m.group(1)))
                .filter(p -> p >= 1 && p <= 65535)
                .findFirst();
    }

    /** Address variables that are names in the environment: {@code - SERVICE_URL_APP} or {@code SERVICE_URL_APP: …}. */
    private static List<MagicVariable> declared(Mapping form) {
        List<String> names = new ArrayList<>();
        form.get("environment").ifPresent(node -> {
            switch (node) {
                case Mapping mapping -> mapping.entries().forEach(e -> names.add(e.name()));
                case Sequence list -> list.items().forEach(i -> name(i).ifPresent(names::add));
                case Scalar _ -> {
                    // Reported by the reader of the environment.
                }
            }
        });
        return addresses(names);
    }

    private static Optional<String> name(Node item) {
        return item instanceof Scalar s ? Optional.of(s.written().split("=", 2)[0]) : Optional.empty();
    }

    private static List<MagicVariable> referred(Mapping form) {
        List<String> names = new ArrayList<>();
        form.get("environment").ifPresent(node -> {
            switch (node) {
                case Mapping mapping -> mapping.entries().forEach(e -> names(e.value(), names));
                case Sequence list -> list.items().forEach(i -> names(i, names));
                case Scalar _ -> {
                    // Reported by the reader of the environment.
                }
            }
        });
        return addresses(names);
    }

    private static void names(Node node, List<String> names) {
        if (node instanceof Scalar s) {
            Variables.names(s.written(), names::add);
        }
    }

    private static List<MagicVariable> addresses(List<String> names) {
        return names.stream()
                .flatMap(n -> MagicVariable.of(n).stream())
                .filter(MagicVariable::isAddress)
                .toList();
    }
}
