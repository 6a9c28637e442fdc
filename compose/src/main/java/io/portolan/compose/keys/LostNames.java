package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.NameResolution.Link;
import io.portolan.model.stack.NetworkMode;
import io.portolan.model.stack.NetworkingSpec.ServiceNetwork;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Variables and links that name a sibling with which no network is shared: the name resolves to nothing, and the service
 * finds that out when it is first asked for something.
 */
final class LostNames {
    private static final String DEFAULT = "default";
    private static final Pattern HOST_VARIABLE = Pattern.compile("(?i)(.*_)?(HOST|HOSTNAME|SERVER|ADDR|ADDRESS)");

    private final Findings findings;
    private final Map<String, Mapping> forms;
    private final StackSpec spec;
    private final Set<String> external;

    LostNames(Findings findings, Map<String, Mapping> forms, StackSpec spec) {
        this.findings = findings;
        this.forms = forms;
        this.spec = spec;
        this.external = spec.networks().stream()
                .filter(DeclaredNetwork::external)
                .map(DeclaredNetwork::key)
                .collect(Collectors.toSet());
    }

    void check(List<ServiceSpec> services) {
        for (ServiceSpec from : services) {
            for (ServiceSpec to : services) {
                Set<String> here = networks(from);
                Set<String> there = networks(to);
                if (!here.isEmpty() && !there.isEmpty() && Collections.disjoint(here, there)) {
                    naming(from, to).ifPresent(variable -> warn(from, to, variable));
                    linking(from, to).ifPresent(link -> warn(from, to, link));
                }
            }
        }
    }

    /** Where names of siblings resolve; empty where none do by the file's own wish. */
    private Set<String> networks(ServiceSpec service) {
        NetworkMode mode = service.networking().mode();
        if (mode.kind() == NetworkMode.Kind.SERVICE) {
            return spec.service(mode.of())
                    .filter(s -> s.networking().mode().isOfStack())
                    .map(this::networks)
                    .orElse(Set.of());
        }
        if (!mode.isOfStack()) {
            return Set.of();
        }
        Set<String> own = service.networking().networks().stream()
                .map(ServiceNetwork::key)
                .filter(k -> !external.contains(k))
                .collect(Collectors.toCollection(TreeSet::new));
        return own.isEmpty() ? Set.of(DEFAULT) : own;
    }

    private static Optional<Link> linking(ServiceSpec from, ServiceSpec to) {
        return from.networking().resolution().links().stream()
                .filter(l -> l.target().equals(to.name()))
                .findFirst();
    }

    private static Optional<String> naming(ServiceSpec from, ServiceSpec to) {
        return from.process().environment().entrySet().stream()
                .filter(e ->
                        names(to).anyMatch(n -> isNamed(e.getKey(), e.getValue().reveal(), n)))
                .map(Map.Entry::getKey)
                .min(String::compareTo);
    }

    private static Stream<String> names(ServiceSpec service) {
        return Stream.concat(Stream.of(service.name()), service.networking().containerName().stream());
    }

    private static boolean isNamed(String variable, String value, String name) {
        if (value.equals(name)) {
            return HOST_VARIABLE.matcher(variable).matches();
        }
        String quoted = Pattern.quote(name);
        return Pattern.compile("(//|@)%s($|[:/,?])|^%s:\\d+($|[,/])".formatted(quoted, quoted))
                .matcher(value)
                .find();
    }

    private void warn(ServiceSpec from, ServiceSpec to, String variable) {
        findings.warning(
                place(from, variable),
                "compose.no-common-network",
                "%s leads to the service %s, but the two share no network of the file, so the name is not known there: put both on one"
                        .formatted(variable, to.name()));
    }

    private void warn(ServiceSpec from, ServiceSpec to, Link link) {
        findings.warning(
                StackChecks.place(forms, from.name(), "links", link.target()),
                "compose.no-common-network",
                "the link to service %s leads nowhere, since the two share no network of the file: put both on one"
                        .formatted(to.name()));
    }

    private Located place(ServiceSpec service, String variable) {
        Optional<Node> environment =
                Optional.ofNullable(forms.get(service.name())).flatMap(f -> f.get("environment"));
        if (environment.isPresent() && environment.get() instanceof Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Scalar s && s.text().startsWith(variable + "=")) {
                    return item;
                }
            }
        }
        return StackChecks.place(forms, service.name(), "environment", variable);
    }
}
