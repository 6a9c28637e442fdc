package io.portolan.haproxy;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is to be done for the maps: first what routes refer to, then routes, then what they referred to. */
record MapCommands(List<String> before, List<String> routes, List<String> after) {
    static MapCommands between(Rendering former, Rendering next) {
        MapCommands commands = new MapCommands(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        next.maps().forEach((name, map) -> {
            NavigableMap<String, String> there = former.maps().getOrDefault(name, new TreeMap<>());
            String file = next.files() + "/" + name;
            boolean routes = name.equals(Maps.ROUTES);
            List<String> coming = routes ? commands.routes : commands.before;
            List<String> leaving = routes ? commands.routes : commands.after;
            map.forEach((key, value) -> {
                String before = there.get(key);
                if (before == null) {
                    coming.add(entry("add", file, key) + " " + Words.argument(value));
                } else if (!before.equals(value)) {
                    coming.add(entry("set", file, key) + " " + Words.argument(value));
                }
            });
            there.keySet().stream()
                    .filter(key -> !map.containsKey(key))
                    .forEach(key -> leaving.add(entry("del", file, key)));
        });
        return commands;
    }

    /** Which configuration is live, said when it is. */
    static String live(String files, String digest) {
        return entry("set", files + "/" + Rendering.LIVE, "configuration") + " " + digest;
    }

    private static String entry(String verb, String file, String key) {
        return verb + " map " + file + " " + Words.argument(key);
    }
}
