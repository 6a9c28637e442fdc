package io.portolan.testkit.proxy;

import io.portolan.model.route.ProxyConfig;
import io.portolan.proxy.ProxyDocument;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A configuration that every adapter renders, to be compared with a file beside the adapter's tests. They stand beside
 * this class as documents, one for each; a new one is to be named here.
 */
public record ProxyScenario(String name, ProxyConfig config) {
    private static final List<String> NAMES = List.of(
            "behind-an-edge",
            "certificates",
            "certificates-of-one-name",
            "changes-on-the-way",
            "edge-without-trust",
            "empty",
            "everything-at-once",
            "guards",
            "hosts-and-paths",
            "nothing-runs",
            "odd-names",
            "redirects",
            "services",
            "several-upstreams");

    public static List<ProxyScenario> all() {
        return NAMES.stream().map(ProxyScenario::read).toList();
    }

    private static ProxyScenario read(String name) {
        try (InputStream in = ProxyScenario.class.getResourceAsStream(name + ".json")) {
            if (in == null) {
                throw new IllegalStateException("there is no scenario " + name);
            }
            return new ProxyScenario(name, ProxyDocument.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException("scenario " + name + " cannot be read", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
