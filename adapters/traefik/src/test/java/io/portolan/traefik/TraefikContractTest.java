package io.portolan.traefik;

import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.testkit.proxy.Docker;
import io.portolan.testkit.proxy.HttpProxyContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
@EnabledIf(value = "hasImage", disabledReason = "no Traefik image")
class TraefikContractTest extends HttpProxyContract {
    private static final String IMAGE = "traefik:v3";

    static boolean hasImage() {
        if (System.getenv(Docker.ENDPOINT) == null) {
            return false;
        }
        try {
            Docker.run("image", "inspect", IMAGE);
            return true;
        } catch (IllegalStateException absent) {
            return isPulled();
        }
    }

    private static boolean isPulled() {
        try {
            Docker.run("pull", "--quiet", IMAGE);
            return true;
        } catch (IllegalStateException unreachable) {
            return false;
        }
    }

    @Override
    protected HttpProxy proxy(Path controlDirectory) {
        return new TraefikProxy(controlDirectory, CONTROL_TARGET, loopback(controlDirectory));
    }

    @Override
    protected HttpProxy refusedBy(Path controlDirectory) {
        TraefikApi api = new TraefikApi(loopback(controlDirectory), Duration.ofSeconds(10));
        return new TraefikProxy(controlDirectory, CONTROL_TARGET, api, Duration.ofSeconds(20), "nowhere");
    }

    /** Of the one container that has the control directory. */
    private static ContainerLoopback loopback(Path controlDirectory) {
        String endpoint = Objects.requireNonNull(System.getenv(Docker.ENDPOINT));
        return DockerRuntime.connect(endpoint, "test").loopback(() -> {
            String ids = Docker.run("ps", "--quiet", "--no-trunc", "--filter", "volume=" + controlDirectory);
            return ids.lines().findFirst();
        });
    }
}
