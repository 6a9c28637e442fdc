package io.portolan.haproxy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Where names lead, asked through a worker that runs: the engine's name server answers only within the proxy's container. A worker
 * that takes over begins with that, and would have nobody to send visitors to otherwise.
 */
record Lookup(CommandSocket conversation) {
    /** No visitor is sent there. */
    static final String BACKEND = "names";

    /** How many are asked for at once. */
    static final int ROOM = 50;

    private static final int ANY_PORT = 1;
    private static final long PAUSE = 5_000_000;

    /** By name, of those that lead somewhere and of which that is known by then. */
    Map<String, String> addresses(List<String> names, Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < names.size() && System.nanoTime() < end; i += ROOM) {
            List<String> some = names.subList(i, Math.min(i + ROOM, names.size()));
            for (int slot = 1; slot <= some.size(); slot++) {
                // A worker of a former version has no such servers, and what it says about them is not known then.
                for (String command : SlotCommands.named(BACKEND + "/" + slot, some.get(slot - 1), ANY_PORT)) {
                    conversation.ask(command);
                }
            }
            servers(some, end).stream()
                    .filter(Statistics.Server::hasAddress)
                    .forEach(s -> found.put(s.upstream().host(), s.address()));
        }
        return found;
    }

    private List<Statistics.Server> servers(List<String> names, long end) throws IOException {
        while (true) {
            List<Statistics.Server> servers =
                    Statistics.servers(conversation.ask("show servers state " + BACKEND)).stream()
                            .filter(s -> s.backend().equals(BACKEND)
                                    && names.contains(s.upstream().host()))
                            .toList();
            if (System.nanoTime() >= end || servers.stream().allMatch(Statistics.Server::isSettled)) {
                return servers;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
