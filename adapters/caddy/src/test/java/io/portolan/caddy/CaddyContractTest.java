package io.portolan.caddy;

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
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The newest Caddy. */
@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
@EnabledIf(value = "hasImage", disabledReason = "no image of a newer Caddy")
class CaddyContractTest {
    private static final String IMAGE = "caddy:2.11";
    private static final ProxySubject CADDY = new Subject(IMAGE, Map.of());

    static boolean hasImage() {
        return Docker.has(IMAGE);
    }

    record Subject(String image, Map<String, String> flaws) implements ProxySubject {
        @Override
        public HttpProxy proxy(Path controlDirectory) {
            return new CaddyProxy(controlDirectory, CONTROL_TARGET, 80, 443, loopback(controlDirectory));
        }

        /** Of the one container that has the control directory. */
        private static ContainerLoopback loopback(Path controlDirectory) {
            String endpoint = Objects.requireNonNull(System.getenv(Docker.ENDPOINT));
            return DockerRuntime.connect(endpoint, "test").loopback(() -> {
                String ids = Docker.run("ps", "--quiet", "--no-trunc", "--filter", "volume=" + controlDirectory);
                return ids.lines().findFirst();
            });
        }

        @Override
        public HttpProxy impatient(Path controlDirectory) {
            return new CaddyProxy(
                    controlDirectory, CONTROL_TARGET, 80, 443, loopback(controlDirectory), Duration.ofSeconds(1));
        }

        @Override
        public HttpProxy refusedBy(Path controlDirectory) {
            ContainerLoopback nobody = (port, _) -> {
                throw new ConnectException("nobody can listen on port " + port);
            };
            return new CaddyProxy(controlDirectory, CONTROL_TARGET, 70_000, 443, nobody);
        }
    }

    @Nested
    class Routing extends RoutingContract {
        Routing() {
            super(CADDY);
        }
    }

    @Nested
    class Redirects extends RedirectsContract {
        Redirects() {
            super(CADDY);
        }
    }

    @Nested
    class Middlewares extends MiddlewaresContract {
        Middlewares() {
            super(CADDY);
        }
    }

    @Nested
    class Balancing extends BalancingContract {
        Balancing() {
            super(CADDY);
        }
    }

    @Nested
    class Forwarding extends ForwardingContract {
        Forwarding() {
            super(CADDY);
        }
    }

    @Nested
    class Streams extends StreamsContract {
        Streams() {
            super(CADDY);
        }
    }

    @Nested
    class Tls extends TlsContract {
        Tls() {
            super(CADDY);
        }
    }

    @Nested
    class Pages extends PagesContract {
        Pages() {
            super(CADDY);
        }
    }

    @Nested
    class Changes extends ChangesContract {
        Changes() {
            super(CADDY);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(CADDY);
        }
    }

    @Nested
    class Faults extends FaultsContract {
        Faults() {
            super(CADDY);
        }
    }
}
