package io.portolan.daemon;

import io.portolan.caddy.CaddyProxy;
import io.portolan.docker.DockerRuntime;
import io.portolan.engine.ChosenProxy;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.haproxy.HaproxyProxy;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.planner.Desired.ProxySettings;
import io.portolan.traefik.TraefikProxy;
import java.util.List;
import java.util.Optional;

/** The kinds of HTTP proxy that there are. */
final class Proxies {
    /** Where a control directory is seen inside the proxy's container. */
    private static final String CONTROL_TARGET = "/run/portolan";

    static final List<String> KINDS = List.of("caddy", "haproxy", "traefik");

    private Proxies() {}

    /** Throws {@link IllegalArgumentException} where the options name none of the {@link #KINDS}. */
    static ChosenProxy of(DaemonOptions options, DataDirectory data, DockerRuntime docker, String instance) {
        int http = ProxySettings.HTTP_TARGET;
        int https = ProxySettings.HTTPS_TARGET;
        ContainerLoopback loopback = docker.loopback(() -> running(docker, instance));
        List<HttpProxy> kinds = List.of(
                new CaddyProxy(data.proxyDirectory("caddy"), CONTROL_TARGET, http, https, loopback),
                new HaproxyProxy(data.proxyDirectory("haproxy"), CONTROL_TARGET, http, https),
                new TraefikProxy(data.proxyDirectory("traefik"), CONTROL_TARGET, loopback));
        Optional<String> image = options.proxyImage.isEmpty() ? Optional.empty() : Optional.of(options.proxyImage);
        return new ChosenProxy(kinds, new ProxyChoice(options.proxy, image));
    }

    private static Optional<String> running(DockerRuntime docker, String instance) {
        return docker.containers().stream()
                .filter(c -> c.isProxyOf(instance) && c.state().running())
                .map(ObservedContainer::id)
                .findFirst();
    }
}
