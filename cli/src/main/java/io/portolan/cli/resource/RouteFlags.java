package io.portolan.cli.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a domain is served, as flags. */
final class RouteFlags {
    @Option(
            names = "--www",
            paramLabel = "MODE",
            description = "What becomes of the other one of example.com and www.example.com: "
                    + "both (served alike), to-www or to-non-www (sent to the other).")
    private @Nullable String www;

    @Option(names = "--strip-prefix", description = "The service sees paths without the one of the URL.")
    private boolean stripPrefix;

    @Option(names = "--force-https", description = "Send visitors without TLS to https.")
    private boolean forceHttps;

    @Option(
            names = "--basic-auth",
            paramLabel = "USER:PASSWORD",
            description = "Ask for a password; can be given several times.",
            converter = FlagValues.User.Converter.class)
    private List<FlagValues.User> users = new ArrayList<>();

    @Option(
            names = "--edge",
            paramLabel = "KIND",
            description = "Who ends TLS: direct (the proxy), proxied (a proxy in front, such as a CDN) or tunnel.")
    private @Nullable String edge;

    @Option(names = "--compress", description = "Compress answers for visitors who take it.")
    private boolean compress;

    @Option(names = "--sticky", description = "Keep a visitor with one container, by a cookie.")
    private boolean sticky;

    @Option(names = "--h2c", description = "The service speaks HTTP/2 without TLS, as gRPC servers do.")
    private boolean h2c;

    @Option(
            names = "--allow",
            paramLabel = "CIDR",
            description = "Let only these addresses in; can be given several times.")
    private List<String> allow = new ArrayList<>();

    @Option(
            names = "--max-body",
            paramLabel = "SIZE",
            description = "Refuse larger bodies of requests, for example 10m.",
            converter = FlagValues.Size.class)
    private @Nullable Long maxBody;

    @Option(
            names = "--response-timeout",
            paramLabel = "TIME",
            description = "How long a service may take to begin its answer, for example 30s or 5m (default 2m).",
            converter = FlagValues.Time.class)
    private @Nullable Long responseTimeout;

    @Option(
            names = "--request-header",
            paramLabel = "NAME: VALUE",
            description = "Set a header for the service; without a value it is taken away.",
            converter = FlagValues.Header.Converter.class)
    private List<FlagValues.Header> requestHeaders = new ArrayList<>();

    @Option(
            names = "--response-header",
            paramLabel = "NAME: VALUE",
            description = "Set a header for visitors; without a value it is taken away.",
            converter = FlagValues.Header.Converter.class)
    private List<FlagValues.Header> responseHeaders = new ArrayList<>();

    @Option(
            names = "--redirect",
            paramLabel = "URL",
            description = "Send visitors there. Without a path, what they asked for is kept.")
    private @Nullable String redirect;

    @Option(names = "--permanent", description = "Browsers may remember the redirect.")
    private boolean permanent;

    /** What was given; empty where nothing was. */
    ObjectNode json() {
        ObjectNode node = Json.object();
        put(node, "www", www);
        put(node, "edge", edge);
        put(node, "stripPrefix", stripPrefix);
        put(node, "forceHttps", forceHttps);
        put(node, "compress", compress);
        put(node, "sticky", sticky);
        put(node, "protocol", h2c ? "h2c" : null);
        if (maxBody != null) {
            node.put("maxBodyBytes", maxBody);
        }
        if (responseTimeout != null) {
            node.put("responseTimeoutSeconds", responseTimeout);
        }
        if (!allow.isEmpty()) {
            ArrayNode addresses = node.putArray("allow");
            allow.forEach(addresses::add);
        }
        if (!users.isEmpty()) {
            ArrayNode all = node.putArray("users");
            users.forEach(u -> all.addObject().put("name", u.name()).put("password", u.password()));
        }
        put(node, "requestHeaders", requestHeaders);
        put(node, "responseHeaders", responseHeaders);
        if (redirect != null) {
            node.putObject("redirect").put("url", redirect).put("permanent", permanent);
        }
        return node;
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static void put(ObjectNode node, String field, boolean given) {
        if (given) {
            node.put(field, true);
        }
    }

    private static void put(ObjectNode node, String field, List<FlagValues.Header> headers) {
        if (!headers.isEmpty()) {
            ObjectNode rules = node.putObject(field);
            headers.forEach(h -> rules.put(h.name(), h.value()));
        }
    }
}
