package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.Certificate;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A proxy that stops, is killed and starts, with the daemon and without. */
public abstract class LifecycleContract extends ProxyContract {
    protected LifecycleContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void servesTheSameAfterARestart() throws IOException {
        Certificate certificate = TestCertificates.of("one", "one.test");
        ProxyConfig config = config(certificate, route("http://one.test", first), route("https://one.test", second));
        serve(config);

        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        assertThat(secureVisitor().get("one.test", "/").greeting()).isEqualTo("second");
        assertThat(proxy.served()).contains(config);
    }

    @Test
    void servesTheSameAfterItWasKilledAndTakesChangesAgain() throws IOException {
        serve(route("http://one.test", first));

        world.killProxy();
        world.startProxyAgain();
        awaitAnswering();

        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        serve(route("http://one.test", second));
        assertThat(get("one.test", "/").greeting()).isEqualTo("second");
    }

    @Test
    void startsWithWhatWasWantedWhileItWasDown() throws IOException {
        serve(route("http://one.test", first));
        world.stopProxy();

        ProxyFault fault = catchThrowableOfType(ProxyFault.class, () -> serve(route("http://one.test", second)));
        assertThat(fault.refused()).isFalse();
        assertThat(proxy.served()).isEmpty();

        world.startProxyAgain();
        awaitAnswering();
        assertThat(get("one.test", "/").greeting()).isEqualTo("second");
        assertThat(proxy.served()).contains(config(route("http://one.test", second)));
    }

    @Test
    void startsThoughANameLeadsNowhere() throws IOException {
        serve(route("http://one.test", world.nobody()), route("http://two.test", second));

        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();

        assertThat(get("two.test", "/").greeting()).isEqualTo("second");
        assertThat(get("one.test", "/").status()).isEqualTo(502);
    }

    @Test
    void preparingLeavesWhatIsServed() throws IOException {
        ProxyConfig config = config(route("http://one.test", first));
        serve(config);

        proxy.prepare();

        assertThat(proxy.served()).contains(config);
        world.stopProxy();
        world.startProxyAgain();
        awaitAnswering();
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
    }

    @Test
    void stopsInTimeThoughStreamsAreOpen() throws IOException {
        serve(route("http://one.test", first));
        try (Exchange events = visitor().open("one.test", "/sse");
                WebSocket socket = new WebSocket(visitor(), "one.test")) {
            events.event();
            assertThat(socket.echo("here")).isEqualTo("here");

            world.stopProxy();

            assertThat(world.exitCodeOfProxy()).as("137 is a kill").isZero();
        } finally {
            world.startProxyAgain();
            awaitAnswering();
        }
    }
}
