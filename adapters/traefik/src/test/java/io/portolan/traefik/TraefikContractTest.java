package io.portolan.traefik;

import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerLoopback;
import io.portolan.engine.port.HttpProxy;
import io.portolan.testkit.proxy.BalancingContract;
import io.portolan.testkit.proxy.ChangesContract;
import io.portolan.testkit.proxy.Docker;
import io.portolan.testkit.proxy.FaultsContract;
import io.portolan.testkit.proxy.ForwardingContract;
import io.portolan.testkit.proxy.LifecycleContract;
import io.portolan.testkit.proxy.MiddlewaresContract;
import io.portolan.testkit.proxy.PagesContract;
import io.portolan.testkit.proxy.ProxySubject;
import io.portolan.testkit.proxy.RedirectsContract;
import io.portolan.testkit.proxy.RoutingContract;
import io.portolan.testkit.proxy.StreamsContract;
import io.portolan.testkit.proxy.TlsContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
@EnabledIf(value = "hasImage", disabledReason = "no Traefik image")
class TraefikContractTest {
    private static final String IMAGE = "traefik:v3";
    private static final ProxySubject TRAEFIK = new Subject();

    static boolean hasImage() {
        return Docker.has(IMAGE);
    }

    private static final class Subject implements ProxySubject {
        @Override
        public String image() {
            return IMAGE;
        }

        @Override
        public HttpProxy proxy(Path controlDirectory) {
            return new TraefikProxy(controlDirectory, CONTROL_TARGET, loopback(controlDirectory));
        }

        @Override
        public HttpProxy impatient(Path controlDirectory) {
            TraefikApi api = new TraefikApi(loopback(controlDirectory), Duration.ofSeconds(1));
            return new TraefikProxy(controlDirectory, CONTROL_TARGET, api, Duration.ofSeconds(10), StaticFile.WEB);
        }

        @Override
        public HttpProxy refusedBy(Path controlDirectory) {
            TraefikApi api = new TraefikApi(loopback(controlDirectory), Duration.ofSeconds(10));
            return new TraefikProxy(controlDirectory, CONTROL_TARGET, api, Duration.ofSeconds(20), "nowhere");
        }
    }

    /** Of the one container that has the control directory. */
    static ContainerLoopback loopback(Path controlDirectory) {
        String endpoint = Objects.requireNonNull(System.getenv(Docker.ENDPOINT));
        return DockerRuntime.connect(endpoint, "test").loopback(() -> {
            String ids = Docker.run("ps", "--quiet", "--no-trunc", "--filter", "volume=" + controlDirectory);
            return ids.lines().findFirst();
        });
    }

    @Nested
    class Routing extends RoutingContract {
        Routing() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Redirects extends RedirectsContract {
        Redirects() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Middlewares extends MiddlewaresContract {
        Middlewares() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Balancing extends BalancingContract {
        Balancing() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Forwarding extends ForwardingContract {
        Forwarding() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Streams extends StreamsContract {
        Streams() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Tls extends TlsContract {
        Tls() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Pages extends PagesContract {
        Pages() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Changes extends ChangesContract {
        Changes() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(TRAEFIK);
        }
    }

    @Nested
    class Faults extends FaultsContract {
        Faults() {
            super(TRAEFIK);
        }
    }
}
