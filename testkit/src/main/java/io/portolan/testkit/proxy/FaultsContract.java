package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.route;
import static io.portolan.testkit.proxy.Configurations.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.port.ProxyFault;
import io.portolan.model.route.ProxyConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes wrong around a change: with the proxy, with the way to tell it, with applications. */
public abstract class FaultsContract extends ProxyContract {
    protected FaultsContract(ProxySubject subject) {
        super(subject);
    }

    @Test
    void servesOneConfigurationWhollyAfterItWasKilledWithinAChange() throws IOException {
        for (int i = 0; i < 3; i++) {
            serve(both(first));
            CompletableFuture<Void> killed = CompletableFuture.runAsync(world::killProxy, Thread::startVirtualThread);

            ProxyFault fault = changeUntilItFails();

            assertThat(fault.refused()).as(fault.getMessage()).isFalse();
            killed.join();
            world.startProxyAgain();
            awaitAnswering();
            // It may have to ask for the addresses first.
            awaitServed("one.test");
            awaitServed("two.test");
            String greeting = get("one.test", "/").greeting();
            assertThat(greeting).isIn("first", "second");
            assertThat(get("two.test", "/").greeting()).isEqualTo(greeting);
            assertThat(proxy.served()).contains(both(greeting.equals("first") ? first : second));
            String other = greeting.equals("first") ? second : first;
            serve(both(other));
            assertThat(get("one.test", "/").greeting()).isNotEqualTo(greeting).isIn("first", "second");
        }
    }

    private ProxyFault changeUntilItFails() {
        for (int i = 0; ; i++) {
            try {
                serve(both(i % 2 == 0 ? second : first));
            } catch (ProxyFault fault) {
                return fault;
            }
        }
    }

    private static ProxyConfig both(String upstream) {
        return config(route("http://one.test", upstream), route("http://two.test", upstream));
    }

    @Test
    void saysWhenItIsNotAnsweredAndGoesOnLater() throws IOException {
        serve(both(first));
        HttpProxy impatient = impatient();
        world.pauseProxy();
        ProxyFault fault;
        try {
            fault = catchThrowableOfType(ProxyFault.class, () -> impatient.apply(both(second)));
            assertThat(impatient.served()).isEmpty();
        } finally {
            world.unpauseProxy();
        }

        assertThat(fault).as("a fault").isNotNull();
        assertThat(fault.refused()).as(fault.getMessage()).isFalse();
        assertThat(fault).hasMessageContaining("does not answer");
        // What it was told may have come through, or not.
        assertThat(get("one.test", "/").greeting()).isIn("first", "second");
        serve(both(first));
        assertThat(get("one.test", "/").greeting()).isEqualTo("first");
        serve(both(second));
        assertThat(get("two.test", "/").greeting()).isEqualTo("second");
        assertThat(proxy.served()).contains(both(second));
    }

    @Test
    void servesOthersWhileAnApplicationDoesNotAnswer() {
        String mute = world.script("streams.py");
        serve(route("http://one.test", within(Duration.ofSeconds(2), mute)), route("http://two.test", second));
        await("the application takes requests", () -> ask("one.test", "/mute").status() == 504);
        List<CompletableFuture<Answer>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> ask("one.test", "/mute"), Thread::startVirtualThread));
        }

        int served = 0;
        while (waiting.stream().anyMatch(w -> !w.isDone())) {
            assertThat(ask("two.test", "/").greeting()).isEqualTo("second");
            served++;
        }

        assertThat(served).as("answers meanwhile").isPositive();
        assertThat(waiting).allSatisfy(w -> assertThat(w.join().status()).isEqualTo(504));
        assertThat(ask("two.test", "/").greeting()).isEqualTo("second");
    }

    private Answer ask(String host, String path) {
        try {
            return get(host, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
