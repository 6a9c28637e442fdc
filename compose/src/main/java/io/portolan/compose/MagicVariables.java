package io.portolan.compose;

import io.portolan.compose.interpolate.Interpolator;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.magic.MagicValues;
import io.portolan.compose.magic.MagicVariable;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.route.Domain;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The template dialect's variables that the platform fills in. The usual way: {@link #fill} with the values kept from
 * earlier deploys, then keep what is {@link MagicVariable#isGenerated() generated} for the stack's life.
 */
public final class MagicVariables {
    private static final String JWT_SECRET = "SERVICE_PASSWORD_JWT";

    private MagicVariables() {}

    /** Every magic variable that the bundle's Compose file refers to or declares, in order of first use. */
    public static List<MagicVariable> find(Bundle bundle) {
        return find(trees(bundle));
    }

    private static List<MagicVariable> find(List<Mapping> trees) {
        Map<String, MagicVariable> found = new LinkedHashMap<>();
        trees.forEach(tree -> find(tree, found));
        return List.copyOf(found.values());
    }

    /** A new value of a {@link MagicVariable#isGenerated() generated} variable. */
    public static String generate(MagicVariable variable, RandomGenerator random) {
        return MagicValues.generate(variable, random);
    }

    /**
     * The values of the address variables: of the service that the variable names, else of the service in whose
     * environment it stands, else of the only domain. A variable that no domain answers for is left out.
     */
    public static SortedMap<String, String> addresses(Bundle bundle, Map<String, Domain> domains) {
        SortedMap<String, String> values = new TreeMap<>();
        List<Mapping> trees = domains.isEmpty() ? List.of() : trees(bundle);
        for (MagicVariable variable : find(trees)) {
            if (variable.isAddress()) {
                domain(trees, variable, domains)
                        .ifPresent(d -> values.put(variable.name(), MagicValues.address(variable, d)));
            }
        }
        return values;
    }

    /**
     * All values that the bundle needs: those kept are kept, those missing are generated, addresses and tokens derived.
     *
     * @param kept the generated values of earlier deploys, and what the user gives for such names
     * @param domains the first domain of each service that has one
     */
    public static SortedMap<String, String> fill(
            Bundle bundle, Map<String, String> kept, Map<String, Domain> domains, RandomGenerator random) {
        // Addresses follow the domains of today, whatever was kept.
        SortedMap<String, String> values = new TreeMap<>(kept);
        values.putAll(addresses(bundle, domains));
        List<MagicVariable> found = find(bundle);
        for (MagicVariable variable : found) {
            if (variable.isGenerated()) {
                values.computeIfAbsent(variable.name(), n -> generate(variable, random));
            }
        }
        for (MagicVariable variable : found) {
            if (!variable.isAddress() && !variable.isGenerated() && !values.containsKey(variable.name())) {
                String secret = values.computeIfAbsent(
                        JWT_SECRET, name -> generate(MagicVariable.of(name).orElseThrow(), random));
                values.put(variable.name(), MagicValues.token(variable, secret));
            }
        }
        return values;
    }

    private static List<Mapping> trees(Bundle bundle) {
        // What is wrong with the files is for the loader to report.
        Findings unread = new Findings();
        Variables variables = ComposeFiles.variables(bundle, Map.of(), unread);
        return ComposeFiles.project(bundle, variables, unread).written().stream()
                .flatMap(tree -> Interpolator.expand(tree, unread).stream())
                .toList();
    }

    private static void find(Node node, Map<String, MagicVariable> found) {
        switch (node) {
            case Mapping mapping ->
                mapping.entries().forEach(entry -> {
                    add(entry.name(), found);
                    if (!isVerbatim(entry)) {
                        find(entry.value(), found);
                    }
                });
            case Sequence sequence -> sequence.items().forEach(item -> find(item, found));
            case Scalar scalar -> {
                add(scalar.text().split("=", 2)[0], found);
                Variables.names(scalar.text(), name -> add(name, found));
            }
        }
    }

    private static boolean isVerbatim(Mapping.Entry entry) {
        return entry.value() instanceof Scalar s && Interpolator.isVerbatim(s.path());
    }

    private static void add(String name, Map<String, MagicVariable> found) {
        MagicVariable.of(name).ifPresent(v -> found.putIfAbsent(v.name(), v));
    }

    private static Optional<Domain> domain(List<Mapping> trees, MagicVariable variable, Map<String, Domain> domains) {
        return domains.keySet().stream()
                .filter(variable::isAbout)
                .findFirst()
                .or(() -> declaring(trees, variable).stream()
                        .filter(domains::containsKey)
                        .findFirst())
                .map(domains::get)
                .or(() -> domains.size() == 1 ? domains.values().stream().findFirst() : Optional.empty());
    }

    /** The services in whose environment the variable stands as a name. */
    private static List<String> declaring(List<Mapping> trees, MagicVariable variable) {
        List<String> names = new ArrayList<>();
        for (Mapping tree : trees) {
            if (tree.get("services").orElse(tree) instanceof Mapping services) {
                services.entries().stream()
                        .filter(e -> e.value() instanceof Mapping form && declares(form, variable.name()))
                        .forEach(e -> names.add(e.name()));
            }
        }
        return names;
    }

    private static boolean declares(Mapping form, String name) {
        Optional<Node> environment = form.get("environment");
        if (environment.isPresent() && environment.get() instanceof Sequence list) {
            return list.items().stream()
                    .anyMatch(i ->
                            i instanceof Scalar s && s.text().split("=", 2)[0].equals(name));
        }
        return environment.isPresent() && environment.get() instanceof Mapping mapping && mapping.has(name);
    }
}
