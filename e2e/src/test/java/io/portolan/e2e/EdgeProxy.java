package io.portolan.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A proxy in front of a Portolan, as a CDN is: TLS ends there, with a certificate that nobody knows; what comes without TLS is
 * sent to https; all else goes on to the plain entry, with the word that it came by https and for whom.
 */
final class EdgeProxy implements AutoCloseable {
    private static final String PASSWORD = "only here";
    private static final String CONFIGURATION = """
            defaults
              mode http
              timeout connect 5s
              timeout client 30s
              timeout server 30s
            frontend plain
              bind 127.0.0.1:$plain
              http-request redirect scheme https code 301
            frontend tls
              bind 127.0.0.1:$tls ssl crt /usr/local/etc/haproxy/edge.pem alpn h2,http/1.1
              http-request set-header X-Forwarded-Proto https
              http-request set-header X-Forwarded-For "%[req.fhdr(x-forwarded-for)], %[src]" if { req.fhdr_cnt(x-forwarded-for) gt 0 }
              http-request set-header X-Forwarded-For %[src] unless { req.fhdr_cnt(x-forwarded-for) gt 0 }
              default_backend portolan
            backend portolan
              server portolan $portolan
            """;

    private final String container;
    private final int plain;
    private final int tls;

    private EdgeProxy(String container, int plain, int tls) {
        this.container = container;
        this.plain = plain;
        this.tls = tls;
    }

    /** The address that the proxy sees such an edge at: on the host's network, not on one of Portolan's. */
    static String address() {
        return Shell.docker(
                        "run",
                        "--rm",
                        "--add-host=host:host-gateway",
                        "busybox:latest",
                        "sh",
                        "-c",
                        "getent ahostsv4 host | sed 's/ .*//;q'")
                .ok()
                .out()
                .strip();
    }

    static EdgeProxy before(Portolan portolan, Path folder) throws IOException, GeneralSecurityException {
        int plain = Portolan.freePort();
        int tls = Portolan.freePort();
        Files.writeString(folder.resolve("edge.pem"), certificate(folder));
        Files.writeString(
                folder.resolve("haproxy.cfg"),
                CONFIGURATION
                        .replace("$plain", "" + plain)
                        .replace("$tls", "" + tls)
                        .replace("$portolan", address() + ":" + portolan.httpPort()));
        String container = Shell.docker(
                        "run",
                        "-d",
                        "--user",
                        "0",
                        "--network",
                        "host",
                        "-v",
                        folder + ":/usr/local/etc/haproxy:ro",
                        "haproxy:lts")
                .ok()
                .out()
                .strip();
        EdgeProxy edge = new EdgeProxy(container, plain, tls);
        Portolan.eventually(
                "the edge answers",
                Duration.ofSeconds(10),
                () -> edge.curl(List.of("-o", "/dev/null"), "http://edge.localhost")
                                .exit()
                        == 0);
        return edge;
    }

    private static String certificate(Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("edge.p12");
        Shell.run(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "edge",
                        "-dname",
                        "CN=edge",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .ok();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Key key = keys.getKey("edge", PASSWORD.toCharArray());
        return pem("PRIVATE KEY", key.getEncoded())
                + pem("CERTIFICATE", keys.getCertificate("edge").getEncoded());
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, lines, kind);
    }

    /** A visitor with the arguments, who comes by the edge to whatever host and by whatever scheme. */
    Shell.Result curl(List<String> arguments, String... urls) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "-k",
                "-m",
                "20",
                "--noproxy",
                "*",
                "--connect-to",
                ":80:127.0.0.1:" + plain,
                "--connect-to",
                ":443:127.0.0.1:" + tls));
        command.addAll(arguments);
        command.addAll(List.of(urls));
        return Shell.run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
        Shell.docker("rm", "-f", container).ok();
    }
}
