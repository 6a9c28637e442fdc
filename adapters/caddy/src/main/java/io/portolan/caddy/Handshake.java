package io.portolan.caddy;

import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS with Caddy over its container's loopback. Nothing is learned from what it shows, so anything is good enough. */
final class Handshake {
    private static final SSLContext CONTEXT = context();

    private Handshake() {}

    /** One that the configuration has a certificate for; empty where it has none, and Caddy does not speak TLS. */
    static Optional<String> nameOf(ProxyConfig config) {
        return config.certificates().stream()
                .flatMap(c -> c.names().stream())
                .map(n -> n.replaceFirst("^\\*", "any"))
                .filter(n -> n.matches("[A-Za-z0-9.-]+"))
                .findFirst();
    }

    /** Closes the connection when it fails. */
    static Socket over(Socket connection, String name, Duration deadline) throws IOException {
        try {
            connection.setSoTimeout(Math.toIntExact(deadline.toMillis()));
            // What follows the handshake would wait for its acknowledgement, which is not in a hurry.
            connection.setTcpNoDelay(true);
            SSLSocket secured = (SSLSocket) CONTEXT.getSocketFactory().createSocket(connection, name, 0, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return secured;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS", e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
