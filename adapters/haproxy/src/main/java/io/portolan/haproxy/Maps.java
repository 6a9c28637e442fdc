package io.portolan.haproxy;

import io.portolan.model.route.Entry;
import io.portolan.model.route.HeaderRules;
import io.portolan.model.route.Middlewares;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.Route;
import io.portolan.model.runtime.AddressBlock;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What HAProxy looks up at every request. {@code routes.map} has a line for each place where a route is entered; what a
 * line refers to in the others is named by its content, so a route changes in one step, that of its own line.
 */
final class Maps {
    static final String ROUTES = "routes.map";
    static final String ALLOW = "allow.map";
    static final String USERS = "users.map";
    static final String HEADERS = "headers.map";
    static final String TRUSTED = "trusted.map";

    private final NavigableMap<String, NavigableMap<String, String>> maps = new TreeMap<>();

    private Maps() {
        List.of(ROUTES, ALLOW, USERS, HEADERS, TRUSTED).forEach(name -> maps.put(name, new TreeMap<>()));
    }

    static NavigableMap<String, NavigableMap<String, String>> render(ProxyConfig config, Allocation allocation) {
        Maps maps = new Maps();
        config.trustedPeers().forEach(p -> maps.put(TRUSTED, p.toString(), "1"));
        config.routes().forEach(r -> maps.add(r, allocation));
        return maps.maps;
    }

    private void put(String map, String key, String value) {
        Objects.requireNonNull(maps.get(map), map).put(key, value);
    }

    private void add(Route route, Allocation allocation) {
        Middlewares middlewares = route.middlewares();
        String line = new RouteLine(
                        route,
                        allocation.of(route).isPresent() ? allocation.places().get(Allocation.key(route)) : null,
                        allow(middlewares.allow()),
                        users(middlewares),
                        headers(middlewares.headers()))
                .render();
        for (Entry entry : route.entries()) {
            put(ROUTES, RouteLine.key(entry, route.domain()), line);
        }
    }

    private String allow(List<AddressBlock> blocks) {
        if (blocks.isEmpty()) {
            return RouteLine.NOTHING;
        }
        String name = Words.nameOf(blocks.toString());
        blocks.forEach(block -> addDigits(name, block));
        return name;
    }

    /** Digits have four bits: a block that ends within one is up to eight beginnings. */
    private void addDigits(String name, AddressBlock block) {
        int digits = (block.prefix() + 3) / 4;
        int beginnings = 1 << (digits * 4 - block.prefix());
        for (int i = 0; i < beginnings; i++) {
            BigInteger first = block.first().add(BigInteger.valueOf(i).shiftLeft(block.bits() - digits * 4));
            String all = first.toString(16).toUpperCase(Locale.ROOT);
            String padded = "0".repeat(block.bits() / 4 - all.length()) + all;
            put(ALLOW, name + ":" + block.bits() / 4 + ":" + padded.substring(0, digits), "1");
        }
    }

    private String users(Middlewares middlewares) {
        if (middlewares.credentials().isEmpty()) {
            return RouteLine.NOTHING;
        }
        String name = Words.nameOf(middlewares.credentials().stream()
                .map(c -> c.user() + ":" + c.salt() + ":" + c.digest())
                .collect(Collectors.joining("\n")));
        middlewares
                .credentials()
                .forEach(c -> put(USERS, name + ":" + Words.hex(c.user()), c.salt() + ":" + c.digest()));
        return name;
    }

    private String headers(HeaderRules rules) {
        if (rules.isEmpty()) {
            return RouteLine.NOTHING;
        }
        String name = Words.nameOf(rules.toString());
        headers(name + ":" + HeaderNames.REQUEST + ":", rules.request());
        headers(name + ":" + HeaderNames.RESPONSE + ":", rules.response());
        return name;
    }

    /** A map's value is not empty, so it begins with what is to be done. */
    private void headers(String prefix, Map<String, String> headers) {
        headers.forEach((header, value) -> put(
                HEADERS,
                prefix + header.toLowerCase(Locale.ROOT),
                value.isEmpty() ? HeaderNames.REMOVE : HeaderNames.SET + Words.printable(value)));
    }
}
