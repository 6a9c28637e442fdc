package io.portolan.daemon;

import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import io.portolan.model.runtime.AddressBlock;
import io.portolan.model.runtime.AddressPools;
import io.portolan.planner.PortPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The settings of a daemon. Each may also be given as an environment variable ({@code PORTOLAN_HTTP_PORT} for {@code
 * --http-port}) or in {@code DATA/portolan.properties} ({@code http-port=8080}); a flag wins over a variable, a variable
 * over the file.
 */
final class DaemonOptions {
    @Mixin
    PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--api-host",
            paramLabel = "ADDR",
            description = "address of API and health checks (default: ${DEFAULT-VALUE})",
            defaultValue = "127.0.0.1")
    String apiHost = "";

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "port of API and health checks (default: ${DEFAULT-VALUE})",
            defaultValue = "8000")
    int apiPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "host port of the HTTP proxy (default: ${DEFAULT-VALUE})",
            defaultValue = "80")
    int httpPort;

    @Option(
            names = "--https-port",
            paramLabel = "PORT",
            description = "host port of the HTTP proxy for https (default: ${DEFAULT-VALUE})",
            defaultValue = "443")
    int httpsPort;

    @Option(
            names = "--proxy",
            paramLabel = "KIND",
            description = "the HTTP proxy to begin with: caddy, haproxy or traefik (default: ${DEFAULT-VALUE})",
            defaultValue = "caddy")
    String proxy = "";

    @Option(names = "--proxy-image", paramLabel = "IMAGE", description = "another image of the proxy's kind")
    String proxyImage = "";

    @Option(
            names = "--address-pool",
            paramLabel = "CIDR[,CIDR]…",
            description =
                    "where networks get their subnets, the first block with room first (default: ${DEFAULT-VALUE})",
            defaultValue = "10.208.0.0/12")
    String addressPool = "";

    @Option(
            names = "--port-policy",
            paramLabel = "POLICY",
            description =
                    "where host ports are bound that a file gives no address: public (all addresses), internal (reached"
                            + " by this server's containers only) (default: ${DEFAULT-VALUE})",
            defaultValue = "public")
    String portPolicy = "";

    @Option(
            names = "--ready-timeout",
            paramLabel = "SECONDS",
            description = "how long a container may take to become ready (default: ${DEFAULT-VALUE})",
            defaultValue = "300")
    int readyTimeoutSeconds;

    @Option(
            names = "--drain-timeout",
            paramLabel = "SECONDS",
            description = "how long a container that is replaced may go on with the requests and streams that it has,"
                    + " before it is told to stop (default: ${DEFAULT-VALUE})",
            defaultValue = "30")
    int drainTimeoutSeconds;

    @Option(
            names = "--edge-addresses",
            paramLabel = "CIDR[,CIDR]…",
            description = "proxies in front, which are believed what they say about visitors of domains that are behind"
                    + " an edge; cloudflare stands for the addresses of that one (default: ${DEFAULT-VALUE})",
            defaultValue = "cloudflare")
    String edgeAddresses = "";

    Duration readyTimeout() {
        return Duration.ofSeconds(readyTimeoutSeconds);
    }

    Duration drainTimeout() {
        return Duration.ofSeconds(drainTimeoutSeconds);
    }

    /** Throws {@link CommandFailure} that says what is wrong with them. */
    List<AddressBlock> edges() {
        return EdgeAddresses.parse(edgeAddresses);
    }

    /** Throws {@link CommandFailure} that says what is wrong with them. */
    AddressPools pools() {
        try {
            return AddressPools.parse(addressPool);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUse(Diagnostic.error(
                            "up.address-pool", "--address-pool %s: %s".formatted(addressPool, e.getMessage()))
                    .suggest("give private blocks of /21 or larger: --address-pool 10.208.0.0/12,172.20.0.0/14"));
        }
    }

    /** Throws {@link CommandFailure} for a word that is none. */
    PortPolicy ports() {
        try {
            return PortPolicy.parse(portPolicy);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.wrongUse(Diagnostic.error("up.port-policy", "--port-policy: " + e.getMessage())
                    .suggest("give --port-policy public or --port-policy internal"));
        }
    }

    Path absoluteData() {
        return place.absoluteData();
    }

    String docker() {
        return place.docker;
    }

    String url() {
        return "http://" + (apiHost.contains(":") ? "[" + apiHost + "]" : apiHost) + ":" + apiPort;
    }

    /** The settings of the daemon that runs in the folder, or ran there last; empty if none did. */
    static Optional<DaemonOptions> lastOf(DataDirectory data) {
        try {
            List<String> arguments = Files.readAllLines(data.settingsFile());
            return Optional.of(CommandLine.populateCommand(new DaemonOptions(), arguments.toArray(String[]::new)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + data.settingsFile() + ": " + e.getMessage(), e);
        }
    }

    void keepIn(DataDirectory data) {
        data.writePrivate(data.settingsFile(), String.join("\n", arguments()) + "\n");
    }

    /** As arguments for another process. */
    List<String> arguments() {
        return List.of(
                "--data=" + absoluteData(),
                "--docker=" + docker(),
                "--api-host=" + apiHost,
                "--api-port=" + apiPort,
                "--http-port=" + httpPort,
                "--https-port=" + httpsPort,
                "--proxy=" + proxy,
                "--proxy-image=" + proxyImage,
                "--address-pool=" + addressPool,
                "--port-policy=" + portPolicy,
                "--ready-timeout=" + readyTimeoutSeconds,
                "--drain-timeout=" + drainTimeoutSeconds,
                "--edge-addresses=" + edgeAddresses);
    }
}
