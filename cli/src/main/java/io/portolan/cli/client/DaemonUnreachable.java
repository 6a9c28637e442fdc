package io.portolan.cli.client;

import io.portolan.model.Diagnostic;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** No daemon answers at its URL, or no longer. */
public final class DaemonUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    private DaemonUnreachable(Diagnostic diagnostic, @Nullable Throwable cause) {
        super(diagnostic.message(), cause);
        this.diagnostic = diagnostic;
    }

    static DaemonUnreachable noConnection(URI url, Throwable cause) {
        return new DaemonUnreachable(
                Diagnostic.error("daemon.unreachable", "the daemon is not reachable at " + url)
                        .suggest("start it with \"portolan up\", or name another one in PORTOLAN_URL"),
                cause);
    }

    static DaemonUnreachable lost(URI url, Throwable cause) {
        return new DaemonUnreachable(
                Diagnostic.error("daemon.connection-lost", "the connection to the daemon at " + url + " broke off")
                        .suggest("see \"portolan status\"; if it does not answer, \"portolan up\" starts it again"),
                cause);
    }

    static DaemonUnreachable somethingElse(URI url, int status) {
        return new DaemonUnreachable(
                Diagnostic.error(
                                "daemon.not-portolan",
                                "what answers at " + url + " does not speak as Portolan does (HTTP status " + status
                                        + ")")
                        .suggest("set PORTOLAN_URL to the URL that \"portolan up\" printed"),
                null);
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
