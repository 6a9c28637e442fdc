package io.portolan.caddy;

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
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The oldest Caddy that the adapter knows: Debian's. */
@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
class OldestCaddyContractTest {
    private static final ProxySubject CADDY = new CaddyContractTest.Subject(
            "caddy:2",
            Map.of(
                    "passesOverWhatIsGoneWithABodyToo",
                    "it closes a request's body with the connection that failed, and has nothing for the next one"));

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
