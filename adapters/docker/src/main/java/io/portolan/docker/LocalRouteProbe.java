package io.portolan.docker;

import io.portolan.engine.port.RouteProbe;
import io.portolan.model.route.Domain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Visits the proxy's port on this host. */
public final class LocalRouteProbe implements RouteProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECT_MILLIS = 2000;
    private static final String NO_ROUTE = "the proxy has no route for it";

    static {
        // The client sends its own Host otherwise, and a route is found by the Host. Read once, when the client's class
        // is loaded.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }

    private final int httpPort;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public LocalRouteProbe(int httpPort) {
        this.httpPort = httpPort;
    }

    @Override
    public Answer probe(Domain domain) {
        // A wildcard is asked for by one of the names it stands for.
        String host = domain.host().replaceFirst("^\\*\\.", "portolan-probe.");
        HttpRequest request = HttpRequest.newBuilder(uri(domain.path()))
                .header("Host", host)
                .timeout(PATIENCE)
                .build();
        try {
            return answer(client.send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (IOException e) {
            return new Answer.NotServed("the proxy's port " + httpPort + " does not answer: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.NotServed("the daemon was asked to stop");
        }
    }

    /** Nobody can have a host under this name (RFC 6761, 6.4), so no route leads there. */
    @Override
    public boolean explainsItself() {
        return probe(new Domain("http", "portolan-probe.invalid", "/")) instanceof Answer.NotServed(var reason)
                && reason.equals(NO_ROUTE);
    }

    @Override
    public boolean connects(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // Refused or no answer: either way it takes no connections.
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort).resolve(path);
    }

    private static Answer answer(HttpResponse<Void> response) {
        String explanation = response.headers().firstValue(EXPLANATION_HEADER).orElse("");
        return switch (explanation) {
            case "" -> new Answer.FromService(response.statusCode());
            case "no-route" -> new Answer.NotServed(NO_ROUTE);
            default ->
                new Answer.NotServed("the proxy gets no answer from the service (HTTP " + response.statusCode() + ")");
        };
    }
}
