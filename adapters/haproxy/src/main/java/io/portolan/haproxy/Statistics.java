package io.portolan.haproxy;

import io.portolan.model.route.Route.Upstream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker tells about its servers. */
final class Statistics {
    private static final int BACKEND = 0;
    private static final int SERVER = 1;
    private static final int QUEUED = 2;
    private static final int CURRENT = 4;

    private static final int STATE_BACKEND = 1;
    private static final int STATE_SERVER = 3;
    private static final int STATE_ADDRESS = 4;
    private static final int STATE_MAINTENANCE = 6;
    private static final int STATE_NAME = 17;
    private static final int STATE_PORT = 18;

    /** Among the reasons why a server gets nothing: its name leads nowhere. */
    private static final int UNRESOLVED = 0x20;

    private Statistics() {}

    /** @param maintenance why it gets nothing, in bits */
    record Server(String backend, String server, String address, int maintenance, Upstream upstream) {
        /** HAProxy has asked where its name leads. */
        boolean isSettled() {
            return hasAddress() || (maintenance & UNRESOLVED) != 0;
        }

        /** A server whose name led nowhere has a dash, until another name leads somewhere. */
        boolean hasAddress() {
            return !address.equals(SlotCommands.NOWHERE) && !address.equals("-");
        }
    }

    /** {@code show servers state}: those that have a name. */
    static List<Server> servers(String states) {
        return states.lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split(" "))
                .filter(f -> f.length > STATE_PORT && !f[STATE_NAME].equals("-"))
                .map(f -> new Server(
                        f[STATE_BACKEND],
                        f[STATE_SERVER],
                        f[STATE_ADDRESS],
                        Integer.parseInt(f[STATE_MAINTENANCE]),
                        new Upstream(f[STATE_NAME], Integer.parseInt(f[STATE_PORT]))))
                .toList();
    }

    /** {@code show stat}: what is under way, by {@code backend/server}. */
    static Map<String, Integer> underWay(String statistics) {
        Map<String, Integer> counts = new HashMap<>();
        statistics
                .lines()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split(","))
                .filter(f -> f.length > CURRENT)
                .forEach(f -> counts.merge(
                        f[BACKEND] + "/" + f[SERVER], number(f[QUEUED]) + number(f[CURRENT]), Integer::sum));
        return counts;
    }

    private static int number(String field) {
        return field.isEmpty() ? 0 : Integer.parseInt(field);
    }
}
