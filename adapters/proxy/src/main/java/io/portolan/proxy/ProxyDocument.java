package io.portolan.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.Secret;
import io.portolan.model.route.Certificate;
import io.portolan.model.route.Domain;
import io.portolan.model.route.Entry;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.route.Route.Upstream;
import io.portolan.model.route.Target;
import io.portolan.model.runtime.AddressBlock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A proxy configuration as JSON, in no proxy's terms: what the daemon wanted of a proxy stands beside what the proxy was
 * given, so that it can be told what is live without reading it out of a proxy's own language. What has its usual value is
 * not written.
 */
public final class ProxyDocument {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int FORMAT = 1;

    private ProxyDocument() {}

    public static byte[] write(ProxyConfig config) {
        ObjectNode document = MAPPER.createObjectNode().put("formatVersion", FORMAT);
        ArrayNode routes = document.putArray("routes");
        config.routes().forEach(r -> write(r, routes.addObject()));
        ArrayNode certificates = document.putArray("certificates");
        config.certificates().forEach(c -> write(c, certificates.addObject()));
        ArrayNode peers = document.putArray("trustedPeers");
        config.trustedPeers().forEach(p -> peers.add(p.toString()));
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    /** Throws {@link IOException} for what {@link #write} does not write, or a newer Portolan does. */
    public static ProxyConfig read(byte[] document) throws IOException {
        JsonNode root = MAPPER.readTree(document);
        if (root.path("formatVersion").asInt() != FORMAT) {
            throw new IOException("not a proxy configuration of format " + FORMAT);
        }
        try {
            return new ProxyConfig(
                    each(root.path("routes"), ProxyDocument::route),
                    each(root.path("certificates"), ProxyDocument::certificate),
                    each(root.path("trustedPeers"), n -> block(n.asText())));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a proxy configuration: " + e.getMessage(), e);
        }
    }

    private static void write(Route route, ObjectNode node) {
        node.put("url", route.domain().url()).put("owner", route.owner());
        if (!route.entries().equals(ofScheme(route.domain()))) {
            ArrayNode entries = node.putArray("entries");
            route.entries().forEach(e -> entries.add(e.name()));
        }
        switch (route.target()) {
            case Target.Service service -> write(service, node);
            case Target.Redirect redirect -> write(redirect, node.putObject("redirect"));
        }
        MiddlewareDocument.write(route.middlewares(), node);
    }

    private static void write(Target.Service service, ObjectNode node) {
        ArrayNode upstreams = node.putArray("upstreams");
        service.upstreams().forEach(u -> upstreams.add(u.toString()));
        if (service.protocol() != Target.Protocol.HTTP) {
            node.put("protocol", service.protocol().name());
        }
        if (service.sticky()) {
            node.put("sticky", true);
        }
        if (!service.responseTimeout().equals(Target.Service.RESPONSE_TIMEOUT)) {
            node.put("responseTimeout", service.responseTimeout().toString());
        }
    }

    private static void write(Target.Redirect redirect, ObjectNode node) {
        node.put("scheme", redirect.scheme());
        redirect.host().ifPresent(h -> node.put("host", h));
        redirect.port().ifPresent(p -> node.put("port", p));
        redirect.path().ifPresent(p -> node.put("path", p));
        node.put("permanent", redirect.permanent());
    }

    private static void write(Certificate certificate, ObjectNode node) {
        node.put("id", certificate.id());
        ArrayNode names = node.putArray("names");
        certificate.names().forEach(names::add);
        node.put("chain", certificate.chain()).put("key", certificate.key().reveal());
    }

    private static Route route(JsonNode node) {
        Domain domain =
                switch (Domain.parse(node.path("url").asText())) {
                    case Domain.Parsed.Ok(Domain parsed) -> parsed;
                    case Domain.Parsed.Wrong(var diagnostic) ->
                        throw new IllegalArgumentException(diagnostic.message());
                };
        Set<Entry> entries = node.has("entries")
                ? each(node.path("entries"), n -> Entry.valueOf(n.asText())).stream()
                        .collect(Collectors.toSet())
                : ofScheme(domain);
        return new Route(
                domain,
                entries,
                node.path("owner").asText(),
                node.has("redirect") ? redirect(node.path("redirect")) : service(node),
                MiddlewareDocument.read(node));
    }

    private static Target service(JsonNode node) {
        return new Target.Service(
                each(node.path("upstreams"), n -> upstream(n.asText())),
                node.has("protocol")
                        ? Target.Protocol.valueOf(node.path("protocol").asText())
                        : Target.Protocol.HTTP,
                node.path("sticky").asBoolean(),
                node.has("responseTimeout")
                        ? Duration.parse(node.path("responseTimeout").asText())
                        : Target.Service.RESPONSE_TIMEOUT);
    }

    private static Target redirect(JsonNode node) {
        return new Target.Redirect(
                node.path("scheme").asText(),
                text(node, "host"),
                node.has("port") ? OptionalInt.of(node.path("port").asInt()) : OptionalInt.empty(),
                text(node, "path"),
                node.path("permanent").asBoolean());
    }

    private static Certificate certificate(JsonNode node) {
        return new Certificate(
                node.path("id").asText(),
                each(node.path("names"), JsonNode::asText),
                node.path("chain").asText(),
                new Secret(node.path("key").asText()));
    }

    private static Upstream upstream(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("not an upstream: " + text);
        }
        return new Upstream(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    static AddressBlock block(String text) {
        return AddressBlock.parse(text).orElseThrow(() -> new IllegalArgumentException("not addresses: " + text));
    }

    private static Optional<String> text(JsonNode node, String field) {
        return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
    }

    private static Set<Entry> ofScheme(Domain domain) {
        return Set.of(domain.scheme().equals("https") ? Entry.HTTPS : Entry.HTTP);
    }

    interface Reader<T> {
        T of(JsonNode node);
    }

    static <T> List<T> each(JsonNode array, Reader<T> reader) {
        List<T> values = new ArrayList<>(array.size());
        array.forEach(n -> values.add(reader.of(n)));
        return values;
    }
}
