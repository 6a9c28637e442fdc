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
    private static final int STATE_NAME = 17;
    private static final int STATE_PORT = 18;

    private Statistics() {}

    /** A server of a worker. */
    record Server(String backend, String server, String address, Upstream upstream) {
        /** A name that leads nowhere has a dash, one that has not been asked for yet what it was given with it. */
        boolean isSettled() {
            return !address.equals("0.0.0.0");
        }

        boolean hasAddress() {
            return isSettled() && !address.equals("-");
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
