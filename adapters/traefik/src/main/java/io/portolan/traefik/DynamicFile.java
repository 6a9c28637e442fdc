package io.portolan.traefik;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Certificate;
import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy configuration as the file that Traefik watches. One file, certificates included: Traefik takes it as a whole.
 *
 * @param digest of all the rest. A router of that name tells that exactly this file is live
 */
record DynamicFile(String digest, String text) {
    private static final int FIRST = 1_000_000_000;
    private static final Pattern MARKER = Pattern.compile("\n +\"portolan-([0-9a-f]{32})\" : \\{");
    private static final String NO_OPERATION = "noop@internal";

    /**
     * @param folder the control directory as Traefik sees it
     * @param web the entry point for HTTP; tests name one that Traefik does not have
     */
    static DynamicFile of(ProxyConfig config, String folder, String web) {
        ObjectNode file = Json.object();
        ObjectNode http = file.putObject("http");
        ObjectNode routers = http.putObject("routers");
        ObjectNode services = Json.object();
        Chain chain = new Chain(config.trustedPeers());
        Servers servers = new Servers();
        for (Route route : config.routes()) {
            String first = "";
            for (Entry entry : route.entries()) {
                String name = name(route, entry);
                ObjectNode router = router(routers.putObject(name), entry, web)
                        .put("rule", Rule.of(route.domain()))
                        .put("priority", Rule.priority(route.domain()));
                router.set("middlewares", chain.of(route));
                first = first.isEmpty() ? name : first;
                router.put("service", route.upstreams().isEmpty() ? NO_OPERATION : first);
            }
            if (route.target() instanceof Target.Service service
                    && !service.upstreams().isEmpty()) {
                services.set(first, servers.of(service, route.domain()));
            }
        }
        for (Entry entry : Entry.values()) {
            router(routers.putObject("no-route-" + entryPoint(entry, web)), entry, web)
                    .put("rule", "PathPrefix(`/`)")
                    .put("priority", Rule.LAST)
                    .put("service", NO_OPERATION)
                    .set("middlewares", chain.page("no-route"));
        }
        putUnlessEmpty(http, "services", services);
        putUnlessEmpty(http, "serversTransports", object(servers.transports()));
        http.set("middlewares", object(chain.all()));
        certificates(Shown.of(config), folder, file.putObject("tls"));
        String digest = Digest.of(Json.yaml(file), 32);
        mark(routers.putObject(marker(digest)), digest, web);
        return new DynamicFile(digest, Json.yaml(file));
    }

    /** One that was written before; empty where it has no marker. */
    static Optional<DynamicFile> read(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        Matcher marker = MARKER.matcher(text);
        return marker.find() ? Optional.of(new DynamicFile(marker.group(1), text)) : Optional.empty();
    }

    /** The router's name; Traefik's API knows it by {@code @file} behind it. */
    static String marker(String digest) {
        return "portolan-" + digest;
    }

    /** Answered at both entry points, without TLS, to those in the container itself. */
    static String markerHost(String digest) {
        return digest + ".portolan.invalid";
    }

    private static void mark(ObjectNode router, String digest, String web) {
        router.putArray("entryPoints").add(web).add(StaticFile.WEBSECURE);
        router.put("rule", "Host(`" + markerHost(digest) + "`) && ClientIP(`127.0.0.1`)")
                .put("priority", FIRST)
                .put("service", NO_OPERATION);
    }

    private static ObjectNode router(ObjectNode router, Entry entry, String web) {
        router.putArray("entryPoints").add(entryPoint(entry, web));
        if (entry == Entry.HTTPS) {
            router.putObject("tls");
        }
        return router;
    }

    private static String entryPoint(Entry entry, String web) {
        return switch (entry) {
            case HTTP -> web;
            case HTTPS -> StaticFile.WEBSECURE;
        };
    }

    /** For people who look at Traefik: {@code http://example.com/shop#shop/web#HTTP}. */
    private static String name(Route route, Entry entry) {
        // What stands behind that character is a provider's name to Traefik.
        return (route.domain().url() + "#" + route.owner() + "#" + entry).replace("@", "%40");
    }

    private static void certificates(List<Certificate> certificates, String folder, ObjectNode tls) {
        if (!certificates.isEmpty()) {
            ArrayNode list = tls.putArray("certificates");
            certificates.forEach(c -> list.addObject()
                    .put("certFile", c.chain())
                    .put("keyFile", c.key().reveal()));
        }
        // Without one, Traefik makes an RSA key at every change, which takes most of a second.
        tls.putObject("stores")
                .putObject("default")
                .putObject("defaultCertificate")
                .put("certFile", folder + "/" + FallbackCertificate.CHAIN)
                .put("keyFile", folder + "/" + FallbackCertificate.KEY);
    }

    private static ObjectNode object(Map<String, ObjectNode> entries) {
        ObjectNode object = Json.object();
        entries.forEach(object::set);
        return object;
    }

    private static void putUnlessEmpty(ObjectNode node, String field, ObjectNode value) {
        if (!value.isEmpty()) {
            node.set(field, value);
        }
    }
}
