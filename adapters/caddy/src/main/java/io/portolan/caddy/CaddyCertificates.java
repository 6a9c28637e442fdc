package io.portolan.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.model.route.Certificate;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Certificates, and which one is shown where several have a name. Caddy would show the one that it has had for longest. */
record CaddyCertificates(List<Certificate> all) {
    ObjectNode app() {
        ObjectNode app = Json.object();
        ArrayNode loaded = app.putObject("certificates").putArray("load_pem");
        all.forEach(c -> loaded.addObject()
                .put("certificate", c.chain())
                .put("key", c.key().reveal()));
        // A change would wait for the authorities' servers.
        app.put("disable_ocsp_stapling", true);
        return app;
    }

    /** The first that matches is taken: a name before the wildcard that it falls under, then everything else. */
    ArrayNode policies() {
        SortedMap<String, Certificate> first = new TreeMap<>();
        SortedMap<String, Certificate> contended = new TreeMap<>();
        for (Certificate certificate : all) {
            for (String name : certificate.names()) {
                Certificate former = first.putIfAbsent(name, certificate);
                if (former != null && !former.equals(certificate)) {
                    contended.put(name, former);
                }
            }
        }
        ArrayNode policies = Json.array();
        first.keySet().stream()
                .filter(name -> !contended.containsKey(name) && contended.containsKey(wildcard(name)))
                .forEach(name -> policy(policies, name));
        contended.forEach((name, certificate) -> {
            if (!name.startsWith("*.")) {
                show(certificate, name, policies);
            }
        });
        contended.forEach((name, certificate) -> {
            if (name.startsWith("*.")) {
                show(certificate, name, policies);
            }
        });
        policies.addObject();
        return policies;
    }

    private static void show(Certificate certificate, String name, ArrayNode policies) {
        serialNumber(certificate).ifPresent(number -> policy(policies, name)
                .putObject("certificate_selection")
                .putArray("serial_number")
                .add(number));
    }

    private static ObjectNode policy(ArrayNode policies, String name) {
        ObjectNode policy = policies.addObject();
        policy.putObject("match").putArray("sni").add(name);
        return policy;
    }

    /** None of one that Caddy will refuse with better words. */
    private static Optional<String> serialNumber(Certificate certificate) {
        byte[] chain = certificate.chain().getBytes(StandardCharsets.US_ASCII);
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(chain))
                    .stream()
                    .findFirst()
                    .map(c -> ((X509Certificate) c).getSerialNumber().toString());
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }

    private static String wildcard(String name) {
        return "*" + name.substring(Math.max(0, name.indexOf('.')));
    }
}
