package io.portolan.haproxy;

import io.portolan.haproxy.Change.Arrival;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The worker that takes new connections, and what it can be told. */
record Live(Path socket, Lookup lookup, Duration deadline) {
    private static final Pattern DIGEST = Pattern.compile("(?m)^\\S+ configuration ([0-9a-f]{64})$");

    /** A container that has no address by then has not started, or is gone. */
    private static final Duration UNTIL_ADDRESSES = Duration.ofSeconds(2);

    private static final long PAUSE = 5_000_000;

    /** It said something else than it does when it has done what it was told. */
    static final class Refusal extends Exception {
        Refusal(String command, String answer) {
            super("\"" + command + "\" was answered with \"" + answer + "\"");
        }
    }

    /** Of the configuration that is live; empty where that is none of ours. */
    Optional<String> digest(String files) throws IOException {
        Matcher matcher =
                DIGEST.matcher(CommandSocket.once(socket, deadline, "show map " + files + "/" + Rendering.LIVE));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @param live what says that all of it is done */
    void tell(Change.Commands change, String live) throws IOException, Refusal {
        try (CommandSocket conversation = CommandSocket.open(socket, deadline)) {
            tell(conversation, change.before());
            tellAddresses(conversation, change.arriving());
            awaitAddresses(conversation, change.arriving());
            for (Arrival arrival : change.arriving()) {
                tell(conversation, List.of(SlotCommands.state(arrival.place(), "ready")));
            }
            tell(conversation, change.after());
            tell(conversation, List.of(live));
        }
    }

    private static void tell(CommandSocket conversation, List<String> commands) throws IOException, Refusal {
        for (String command : commands) {
            String answer = conversation.ask(command);
            if (!isDone(answer) && !isOfAName(command, answer)) {
                throw new Refusal(command, answer);
            }
        }
    }

    /** Most commands are done in silence; those about names and addresses say what has changed, or need not. */
    private static boolean isDone(String answer) {
        return answer.isEmpty() || answer.contains(" changed ") || answer.contains("no need to change");
    }

    /** A server whose name led nowhere has lost its address, and takes none but that of a name. */
    private static boolean isOfAName(String command, String answer) {
        return command.contains(" addr " + SlotCommands.NOWHERE + " ")
                && answer.startsWith("Update for the current server address family");
    }

    /**
     * Sooner than HAProxy asks. It goes on asking, for an address may change: one that has come back in its slot may have another than
     * a moment ago, and is waited for.
     */
    private void tellAddresses(CommandSocket conversation, List<Arrival> arriving) throws IOException {
        Map<String, String> addresses = lookup.addresses(
                arriving.stream()
                        .filter(Arrival::isNew)
                        .map(a -> a.upstream().host())
                        .filter(h -> Words.isHost(h) && !Words.isAddress(h))
                        .collect(Collectors.toSet()),
                UNTIL_ADDRESSES);
        for (Arrival arrival : arriving) {
            String address = addresses.get(arrival.upstream().host());
            if (arrival.isNew() && address != null) {
                // One that has lost its address does not take it, and is waited for.
                conversation.ask(SlotCommands.address(
                        arrival.place().toString(), address, arrival.upstream().port()));
            }
        }
    }

    /** Nobody is sent to a container whose address HAProxy does not know yet. */
    private void awaitAddresses(CommandSocket conversation, List<Arrival> arriving) throws IOException, Refusal {
        long end = System.nanoTime() + UNTIL_ADDRESSES.toNanos();
        for (Arrival arrival : arriving) {
            Optional<Statistics.Server> server = server(conversation, arrival.place());
            while (server.isPresent() && !server.get().isSettled() && System.nanoTime() < end) {
                LockSupport.parkNanos(PAUSE);
                server = server(conversation, arrival.place());
            }
            if (server.isPresent()
                    && server.get().upstream().port() != arrival.upstream().port()) {
                // It had no address to which the port could have been told.
                tell(
                        conversation,
                        List.of(SlotCommands.address(
                                arrival.place().toString(),
                                server.get().address(),
                                arrival.upstream().port())));
            }
        }
    }

    private static Optional<Statistics.Server> server(CommandSocket conversation, Change.Place place)
            throws IOException {
        return Statistics.servers(conversation.ask("show servers state " + RouteLine.backendName(place.backend())))
                .stream()
                .filter(s -> s.server().equals(Integer.toString(place.slot())))
                .findFirst();
    }

    /** What is under way at each server of these backends, by {@code backend/server}. */
    Map<String, Integer> underWay(List<Integer> backends) throws IOException {
        List<String> answers = new ArrayList<>();
        if (!backends.isEmpty()) {
            try (CommandSocket conversation = CommandSocket.open(socket, deadline)) {
                for (int backend : backends) {
                    answers.add(conversation.ask("show stat " + RouteLine.backendName(backend) + " 4 -1"));
                }
            }
        }
        return Statistics.underWay(String.join("\n", answers));
    }

    /** Addresses that are known, in the form in which a worker that starts takes them. */
    String addresses(Rendering next) throws IOException {
        List<Statistics.Server> servers =
                Statistics.servers(CommandSocket.once(socket, deadline, "show servers state"));
        Map<String, String> known = servers.stream()
                .filter(Statistics.Server::hasAddress)
                .collect(Collectors.toMap(
                        s -> s.upstream().host(), Statistics.Server::address, (first, _) -> first, HashMap::new));
        Set<String> asked = servers.stream()
                .filter(Statistics.Server::isSettled)
                .map(s -> s.upstream().host())
                .collect(Collectors.toSet());
        List<String> others =
                next.names().stream().filter(name -> !asked.contains(name)).toList();
        if (!others.isEmpty()) {
            known.putAll(lookup.addresses(others, UNTIL_ADDRESSES));
        }
        return AddressFile.of(next, known);
    }

    /** Until the worker knows the addresses of those that serve, as far as they have any. */
    void awaitAddresses() throws IOException {
        long end = System.nanoTime() + UNTIL_ADDRESSES.toNanos();
        while (System.nanoTime() < end
                && Statistics.servers(CommandSocket.once(socket, deadline, "show servers state")).stream()
                        .anyMatch(s -> !s.isSettled())) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
