package io.portolan.haproxy;

import io.portolan.model.route.Certificate;
import io.portolan.model.route.Route.Upstream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A configuration in HAProxy's terms.
 *
 * @param files where HAProxy sees the files
 * @param frame all that cannot be changed while HAProxy runs, but for the backends
 * @param backends by number
 * @param maps by file, then by key
 * @param pages by file
 */
record Rendering(
        String files,
        String frame,
        NavigableMap<Integer, Backend> backends,
        NavigableMap<String, NavigableMap<String, String>> maps,
        List<Certificate> certificates,
        NavigableMap<String, String> pages) {
    static final String CONFIGURATION = "haproxy.cfg";
    static final String LIVE = "live.map";
    static final String CERTIFICATES = "certificates.list";
    private static final int BACKEND_SIZE = 500;
    private static final String UNUSED = "192.0.2.1:1";

    /**
     * Until the head of an answer is there the time runs that its kind of backend gives; within it there is none. The rules stand in every
     * backend, for HAProxy asks those that are in common for all only once, when nothing has come yet.
     * One that hangs up ends the waiting too, before the time is over.
     */
    private static final String PATIENCE = """
                tcp-response content accept if { var(txn.patient) -m found } || { status ge 100 }
                tcp-response content set-var(txn.shown) int(504) if { date(0,ms),sub(txn.begun) ge $time }
                tcp-response content close
            """;

    /** What HAProxy starts with, by file name, but for what names it. */
    NavigableMap<String, String> texts() {
        NavigableMap<String, String> texts = new TreeMap<>(pages);
        texts.put(CONFIGURATION, frame + backendText());
        maps.forEach((name, map) -> texts.put(name, map(map)));
        texts.put(CERTIFICATES, certificates.stream().map(c -> entry(c) + "\n").collect(Collectors.joining()));
        certificates.forEach(c -> texts.put(file(c), pem(c)));
        return texts;
    }

    /** All names that lead to containers which serve. */
    Set<String> names() {
        return backends.values().stream()
                .flatMap(b -> b.slots().stream())
                .flatMap(s -> s.serving().stream())
                .map(Upstream::host)
                .filter(h -> Words.isHost(h) && !Words.isAddress(h))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String file(Certificate certificate) {
        return "certificates/" + certificate.id() + ".pem";
    }

    String entry(Certificate certificate) {
        return files + "/" + file(certificate) + " " + String.join(" ", certificate.names());
    }

    private static String pem(Certificate certificate) {
        return certificate.chain().strip() + "\n" + certificate.key().reveal().strip() + "\n";
    }

    private static String map(Map<String, String> map) {
        StringBuilder lines = new StringBuilder();
        map.forEach((key, value) -> lines.append(key).append(' ').append(value).append('\n'));
        return lines.toString();
    }

    /** A name that none can be is nobody's, and keeps nothing else from being served. */
    private static String address(Upstream upstream) {
        return Words.isHost(upstream.host()) ? upstream.host() + ":" + upstream.port() : UNUSED;
    }

    private String backendText() {
        StringBuilder text = new StringBuilder(BACKEND_SIZE * backends.size());
        Map<Long, String> patience = new HashMap<>();
        Map<Shape, String> kinds = new HashMap<>();
        backends.forEach((number, backend) -> {
            Shape shape = backend.shape();
            text.append("backend ").append(RouteLine.backendName(number));
            text.append(" from ")
                    .append(kinds.computeIfAbsent(shape, Shape::kind))
                    .append('\n');
            text.append(patience.computeIfAbsent(
                    shape.milliseconds(), time -> PATIENCE.replace("$time", Long.toString(time))));
            for (int i = 1; i <= backend.slots().size(); i++) {
                text.append("    server ").append(i).append(' ');
                text.append(backend.slots()
                        .get(i - 1)
                        .serving()
                        .map(Rendering::address)
                        .orElse(UNUSED + " disabled"));
                text.append(shape.sticky() ? " cookie " + i + "\n" : "\n");
            }
        });
        return text.toString();
    }
}
