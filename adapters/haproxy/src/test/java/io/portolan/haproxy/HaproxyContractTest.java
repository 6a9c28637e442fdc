package io.portolan.haproxy;

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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The version that is tested with. */
@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
class HaproxyContractTest {
    private static final ProxySubject HAPROXY = new Subject("haproxy:lts");

    record Subject(String image) implements ProxySubject {
        @Override
        public HttpProxy proxy(Path controlDirectory) {
            return new HaproxyProxy(controlDirectory, CONTROL_TARGET, 80, 443);
        }

        @Override
        public HttpProxy impatient(Path controlDirectory) {
            return new HaproxyProxy(controlDirectory, CONTROL_TARGET, 80, 443, Duration.ofSeconds(1));
        }

        @Override
        public HttpProxy refusedBy(Path controlDirectory) {
            return new HaproxyProxy(controlDirectory, CONTROL_TARGET, 70_000, 443);
        }
    }

    @Nested
    class Routing extends RoutingContract {
        Routing() {
            super(HAPROXY);
        }
    }

    @Nested
    class Redirects extends RedirectsContract {
        Redirects() {
            super(HAPROXY);
        }
    }

    @Nested
    class Middlewares extends MiddlewaresContract {
        Middlewares() {
            super(HAPROXY);
        }
    }

    @Nested
    class Balancing extends BalancingContract {
        Balancing() {
            super(HAPROXY);
        }
    }

    @Nested
    class Forwarding extends ForwardingContract {
        Forwarding() {
            super(HAPROXY);
        }
    }

    @Nested
    class Streams extends StreamsContract {
        Streams() {
            super(HAPROXY);
        }
    }

    @Nested
    class Tls extends TlsContract {
        Tls() {
            super(HAPROXY);
        }
    }

    @Nested
    class Pages extends PagesContract {
        Pages() {
            super(HAPROXY);
        }
    }

    @Nested
    class Changes extends ChangesContract {
        Changes() {
            super(HAPROXY);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(HAPROXY);
        }
    }

    @Nested
    class Faults extends FaultsContract {
        Faults() {
            super(HAPROXY);
        }
    }
}
