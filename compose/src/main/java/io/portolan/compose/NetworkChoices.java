package io.portolan.compose;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.DeclaredNetwork;
import io.portolan.model.stack.StackSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the one who deploys says of the networks of a file that somebody else wrote: external ones of the file exist where it
 * was written, under other names or not at all where it is deployed.
 */
public final class NetworkChoices {
    /** The choice of a network that the stack makes for itself. */
    public static final String OWN = "own";

    /** What a service that names no network is on, whether or not the file declares it. */
    private static final String IMPLICIT = "default";

    private NetworkChoices() {}

    /** @param spec with the choices carried out; the one given, if any choice was wrong */
    public record Result(StackSpec spec, List<Diagnostic> diagnostics) {}

    /** @param choices by the file's key: {@link #OWN}, or the engine's name of a network that exists */
    public static Result apply(StackSpec spec, Map<String, String> choices) {
        List<DeclaredNetwork> networks = new ArrayList<>(spec.networks());
        List<Diagnostic> diagnostics = new ArrayList<>();
        new TreeMap<>(choices).forEach((key, choice) -> {
            Optional<DeclaredNetwork> declared =
                    networks.stream().filter(n -> n.key().equals(key)).findFirst();
            if (declared.isEmpty() && key.equals(IMPLICIT) && isUsed(spec)) {
                networks.add(chosen(new DeclaredNetwork(key, key, false, false, Map.of()), choice));
            } else if (declared.isEmpty()) {
                diagnostics.add(unknown(key, spec.networks()));
            } else {
                networks.set(networks.indexOf(declared.get()), chosen(declared.get(), choice));
            }
        });
        return diagnostics.isEmpty()
                ? new Result(
                        new StackSpec(
                                spec.services(), networks, spec.volumes(), spec.routePorts(), spec.hostMentions()),
                        List.of())
                : new Result(spec, List.copyOf(diagnostics));
    }

    private static boolean isUsed(StackSpec spec) {
        return spec.services().stream()
                .anyMatch(s -> s.networking().mode().isOfStack()
                        && (s.networking().networks().isEmpty()
                                || s.networking().networks().stream()
                                        .anyMatch(n -> n.key().equals(IMPLICIT))));
    }

    private static DeclaredNetwork chosen(DeclaredNetwork network, String choice) {
        boolean own = choice.equals(OWN);
        return new DeclaredNetwork(
                network.key(),
                own ? network.key() : choice,
                !own,
                network.internal(),
                network.labels(),
                network.options());
    }

    private static Diagnostic unknown(String key, List<DeclaredNetwork> networks) {
        String there = networks.stream().map(DeclaredNetwork::key).collect(Collectors.joining(", "));
        return Diagnostic.error("network.unknown", "the file declares no network \"%s\"".formatted(key))
                .suggest(there.isEmpty() ? "leave it out: the file declares no network" : "it declares: " + there);
    }
}
