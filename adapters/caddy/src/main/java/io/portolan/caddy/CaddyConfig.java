package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;

/**
 * A proxy configuration as Caddy's JSON document. The document holds nothing that does not follow from the configuration and
 * the version, so a live document that differs from it was changed by somebody else.
 *
 * @param adminSocket as Caddy sees it
 */
record CaddyConfig(String adminSocket, int httpPort, int httpsPort, CaddyVersion version) {
    /** Less than the 10 s that container engines wait before they kill: open streams must not make a stop a kill. */
    private static final String GRACE_PERIOD = "5s";

    ObjectNode render(ProxyConfig config) {
        ObjectNode document = Json.object();
        ObjectNode admin = document.putObject("admin");
        admin.put("listen", "unix/" + adminSocket);
        // Caddy would keep a second copy of what is persisted here.
        admin.putObject("config").put("persist", false);
        ObjectNode apps = document.putObject("apps");
        ObjectNode http = apps.putObject("http");
        http.put("grace_period", GRACE_PERIOD);
        ObjectNode servers = http.putObject("servers");
        server(servers.putObject("http"), httpPort, Entry.HTTP, config);
        if (!config.certificates().isEmpty()) {
            ObjectNode server = servers.putObject("https");
            server(server, httpsPort, Entry.HTTPS, config);
            CaddyCertificates certificates = new CaddyCertificates(config.certificates());
            server.set("tls_connection_policies", certificates.policies());
            apps.set("tls", certificates.app());
        }
        return document;
    }

    private void server(ObjectNode server, int port, Entry entry, ProxyConfig config) {
        server.putArray("listen").add(":" + port);
        // HTTP/3 would need a port for UDP.
        server.putArray("protocols").add("h1").add("h2");
        server.putObject("automatic_https").put("disable", true);
        if (!config.trustedPeers().isEmpty()) {
            ObjectNode trusted = server.putObject("trusted_proxies").put("source", "static");
            ArrayNode ranges = trusted.putArray("ranges");
            config.trustedPeers().forEach(p -> ranges.add(p.toString()));
            server.put("trusted_proxies_strict", 1);
        }
        server.set("routes", new CaddyRoutes(entry, config.trustedPeers(), version).render(config.routes()));
        server.putObject("errors").set("routes", Explanation.routes());
    }
}
