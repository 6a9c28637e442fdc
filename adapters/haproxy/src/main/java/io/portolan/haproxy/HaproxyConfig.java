package io.portolan.haproxy;

import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Target;
import io.portolan.proxy.ExplanationPage;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Renders what HAProxy starts with.
 *
 * @param control the control directory as HAProxy sees it
 * @param ipv6 whether the kernel can listen there
 */
record HaproxyConfig(String control, int httpPort, int httpsPort, boolean ipv6) {
    private static final String FRAME = Pages.read("frame.cfg");
    private static final String SERVICE = Pages.read("service.cfg");
    private static final String CONFIGURATION = Generations.CURRENT;
    private static final int PEERS_IN_A_ROW = 8;
    private static final int SEGMENTS_AT_LEAST = 4;
    /** How many names are asked for in a second, each again and again, without the engine feeling it. */
    private static final int NAMES_A_SECOND = 500;

    private static final String TYPES = "text/html text/plain text/css text/javascript text/xml application/javascript "
            + "application/json application/xml application/manifest+json application/wasm image/svg+xml";

    /** An address may be that of another server still: of one that has just left, and whose address the engine has given away again. */
    private static final String LOOKUP = "resolvers engine resolve-prefer ipv4 resolve-opts allow-dup-ip";

    Rendering render(ProxyConfig config, Allocation allocation) {
        String files = control + "/" + CONFIGURATION;
        HeaderNames headers = HeaderNames.of(config);
        String frame = FRAME.replace("$strips", strips(config))
                .replace("$clients", clients())
                .replace("$request", headers.requestRules(files))
                .replace("$kinds", kinds(allocation))
                .replace("$response", headers.responseRules(files))
                .replace("$http\n", binds(httpPort, ""))
                .replace("$https\n", binds(httpsPort, tls(files)))
                .replace("$lookup", Lookup.SOCKET)
                .replace("$hold", Math.max(1, allocation.backends().size() / NAMES_A_SECOND) + "s")
                .replace("$no-answer", Pages.headers(ExplanationPage.NO_ANSWER))
                .replace("$no-route", Pages.headers(ExplanationPage.NO_ROUTE))
                .replace("$nothing-runs", Pages.headers(ExplanationPage.NOTHING_RUNS))
                .replace("$files", files)
                .replace("$control", control);
        return new Rendering(
                files,
                frame,
                new TreeMap<>(allocation.backends()),
                Maps.render(config, allocation),
                config.certificates(),
                Pages.files());
    }

    private String binds(int port, String settings) {
        return "    bind *:" + port + settings + "\n"
                + (ipv6 ? "    bind :::" + port + " v6only" + settings + "\n" : "");
    }

    /** Listens without a certificate too, and shakes hands with nobody then. */
    private static String tls(String files) {
        return " ssl crt-list " + files + "/" + Rendering.CERTIFICATES + " strict-sni alpn h2,http/1.1";
    }

    private static String clients() {
        return rule("http-request set-var(txn.client) req.hdr_ip(x-forwarded-for,-1) if trusted")
                + IntStream.rangeClosed(2, PEERS_IN_A_ROW)
                        .mapToObj(i -> rule("http-request set-var(txn.client) req.hdr_ip(x-forwarded-for,-" + i
                                + ") if trusted behind"))
                        .collect(Collectors.joining());
    }

    /** How many segments are cut off is the route's; that it can be so many is not. */
    private static String strips(ProxyConfig config) {
        int deepest = config.routes().stream()
                .filter(r -> r.middlewares().stripPrefix())
                .mapToInt(r -> RouteLine.depth(r.domain()))
                .max()
                .orElse(0);
        return IntStream.rangeClosed(1, Math.max(deepest, SEGMENTS_AT_LEAST))
                .mapToObj(i -> rule("http-request set-path /%[path,regsub(/+,/,g),field(" + (i + 2)
                        + ",/,0)] if { var(txn.strip) -m str " + i + " }"))
                .collect(Collectors.joining());
    }

    /** What backends have in common stands once, so that each of them is short. */
    private static String kinds(Allocation allocation) {
        return allocation.backends().values().stream()
                .map(b -> new Shape(
                        b.shape().protocol(),
                        b.shape().sticky(),
                        b.shape().compress(),
                        b.shape().resting(),
                        b.shape().milliseconds(),
                        0))
                .distinct()
                .sorted(java.util.Comparator.comparing(Shape::kind))
                .map(HaproxyConfig::kind)
                .collect(Collectors.joining());
    }

    private static String kind(Shape shape) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add("balance roundrobin");
        lines.add("tcp-response inspect-delay " + shape.milliseconds() + "ms");
        if (shape.sticky()) {
            lines.add("cookie portolan insert indirect nocache httponly");
        }
        if (shape.compress()) {
            lines.add("compression algo gzip");
            lines.add("compression type " + TYPES);
        }
        lines.add("default-server " + LOOKUP + " init-addr last,none"
                + (shape.protocol() == Target.Protocol.H2C ? " proto h2" : "")
                // One failure is enough. Nobody is asked how it is but who has failed, every two seconds.
                + (shape.resting()
                        ? " check observe layer4 error-limit 1 on-error mark-down inter 1h fastinter 2s downinter 2s rise 1 fall 1"
                        : ""));
        return "\ndefaults " + shape.kind() + " from common\n"
                + SERVICE
                + lines.stream().map(HaproxyConfig::rule).collect(Collectors.joining());
    }

    private static String rule(String text) {
        return "    " + text + "\n";
    }
}
