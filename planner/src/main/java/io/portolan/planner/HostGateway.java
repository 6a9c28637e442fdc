package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.stack.Hooks.Hook;
import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.planner.Desired.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which services of a stack call the host by the name {@code host.docker.internal}, and which get that name for it. The
 * hosts file belongs to who holds the network stack: the guests of a service read the one of their host.
 *
 * <p>Nobody else gets the name: a container whose file does not call the host stays what it was.
 */
final class HostGateway {
    private static final String LINE = HostMention.NAME + ":";

    private final Map<String, List<HostMention>> byHolder = new LinkedHashMap<>();

    HostGateway(Stack stack) {
        for (ServiceSpec service : stack.spec().services()) {
            if (service.lifecycle().replicas() > 0) {
                Stream<HostMention> files = stack.spec().hostMentions().stream()
                        .filter(m -> m.service().equals(service.name()));
                Stream.concat(mentions(service).stream(), files).distinct().forEach(m -> byHolder.computeIfAbsent(
                                RouteTarget.serving(stack, service.name()), _ -> new ArrayList<>())
                        .add(m));
            }
        }
    }

    /** Where the host is called by its name on the network stack of that service's containers. */
    List<HostMention> mentions(String holder) {
        return List.copyOf(byHolder.getOrDefault(holder, List.of()));
    }

    /** Whether the name is given to a service that would not know it otherwise. */
    boolean isAdded(ServiceSpec service) {
        return service.networking().mode().isOfStack()
                && byHolder.containsKey(service.name())
                && ownAddress(service).isEmpty();
    }

    /** The lines for its hosts file: the file's, and the one that is missing. */
    List<String> extraHosts(ServiceSpec service) {
        List<String> written = service.networking().extraHosts();
        return isAdded(service)
                ? Stream.concat(written.stream(), Stream.of(LINE + HostMention.GATEWAY))
                        .toList()
                : written;
    }

    /** What the file itself lets the name stand for. */
    static Optional<String> ownAddress(ServiceSpec service) {
        return service.networking().extraHosts().stream()
                .filter(l -> l.regionMatches(true, 0, LINE, 0, LINE.length()))
                .map(l -> l.substring(LINE.length()))
                .findFirst();
    }

    private static List<HostMention> mentions(ServiceSpec service) {
        String name = service.name();
        ProcessSpec process = service.process();
        List<HostMention> found = new ArrayList<>(variables(name, process.environment()));
        found.addAll(words(name, process.command().orElse(List.of()), "its command"));
        found.addAll(words(name, process.entrypoint().orElse(List.of()), "its entrypoint"));
        service.lifecycle().healthcheck().ifPresent(h -> found.addAll(words(name, h.test(), "its health check")));
        service.lifecycle().hooks().postStart().forEach(h -> found.addAll(hook(name, h, "its post_start")));
        service.lifecycle().hooks().preStop().forEach(h -> found.addAll(hook(name, h, "its pre_stop")));
        service.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(l -> found.addAll(HostMention.in(l.getValue(), name, "label " + l.getKey())));
        return found;
    }

    private static List<HostMention> hook(String service, Hook hook, String where) {
        return Stream.concat(
                        words(service, hook.command(), where).stream(),
                        hook.environment().values().stream().flatMap(v -> in(v, service, where)))
                .toList();
    }

    private static List<HostMention> words(String service, List<Secret> words, String where) {
        return words.stream().flatMap(w -> in(w, service, where)).distinct().toList();
    }

    private static List<HostMention> variables(String service, Map<String, Secret> environment) {
        List<HostMention> found = new ArrayList<>();
        new TreeMap<>(environment).forEach((key, value) -> in(value, service, "variable " + key)
                .map(m -> m.port().isPresent()
                        ? m
                        : beside(key, environment).map(m::at).orElse(m))
                .forEach(found::add));
        return found;
    }

    /** {@code DB_PORT} is the port of {@code DB_HOST}. {@code PORT} alone is where a program listens itself. */
    private static Optional<Integer> beside(String key, Map<String, Secret> environment) {
        if (!key.endsWith("HOST") || key.equals("HOST")) {
            return Optional.empty();
        }
        String other = key.substring(0, key.length() - "HOST".length()) + "PORT";
        return Optional.ofNullable(environment.get(other))
                .map(Secret::reveal)
                .filter(v -> v.matches("[1-9]\\d{0,4}"))
                .map(Integer::valueOf)
                .filter(p -> p <= 65_535);
    }

    private static Stream<HostMention> in(Secret text, String service, String where) {
        return HostMention.in(text.reveal(), service, where).stream();
    }

    /** The ports that are called, each with the places that call it. */
    static SortedMap<Integer, List<HostMention>> byPort(List<HostMention> mentions) {
        SortedMap<Integer, List<HostMention>> ports = new TreeMap<>();
        mentions.forEach(m -> m.port()
                .ifPresent(p -> ports.computeIfAbsent(p, _ -> new ArrayList<>()).add(m)));
        return ports;
    }
}
