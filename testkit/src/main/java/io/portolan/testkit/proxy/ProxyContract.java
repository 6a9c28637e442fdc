package io.portolan.testkit.proxy;

import static io.portolan.testkit.proxy.Configurations.config;
import static io.portolan.testkit.proxy.Configurations.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.portolan.engine.port.HttpProxy;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every HTTP proxy does for Portolan, shown with the real one in a container of a real engine. Each theme is a class that
 * an adapter's test extends, and has a world of its own; the tests of a theme follow one another in it.
 * Those that extend them say which engine they need, see {@link Docker#NO_ENGINE}: a condition is not inherited.
 */
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProxyContract {
    private final ProxySubject subject;

    ProxyWorld world;
    HttpProxy proxy;

    /** Applications that run all the time, as {@code host:port}; their greetings are their names. */
    String first;

    String second;

    private Path control;

    protected ProxyContract(ProxySubject subject) {
        this.subject = subject;
    }

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ALWAYS) Path temporary) throws Exception {
        control = temporary.resolve("control");
        world = new ProxyWorld();
        proxy = subject.proxy(control);
        proxy.runs(world.versionOf(subject.image(), proxy.launch()));
        proxy.prepare();
        first = world.application("first");
        second = world.application("second");
        world.startProxy(subject.image(), proxy);
        awaitAnswering();
        proxy.apply(config(route("http://first.test", first), route("http://second.test", second)));
        awaitServed("first.test");
        awaitServed("second.test");
    }

    @BeforeEach
    void skipKnownFlaws(TestInfo test) {
        String flaw = subject.flaws().get(test.getTestMethod().orElseThrow().getName());
        assumeThat(flaw).as("a flaw of %s", subject.image()).isNull();
    }

    @AfterAll
    void removeEverything() {
        if (world != null) {
            world.close();
        }
    }

    /** The same proxy, told what it cannot take. */
    HttpProxy refusing() {
        HttpProxy refusing = subject.refusedBy(control);
        refusing.runs(world.versionOf(subject.image(), refusing.launch()));
        return refusing;
    }

    HttpProxy impatient() {
        HttpProxy impatient = subject.impatient(control);
        impatient.runs(world.versionOf(subject.image(), impatient.launch()));
        return impatient;
    }

    void serve(Route... routes) {
        serve(config(routes));
    }

    void serve(ProxyConfig config) {
        proxy.apply(config);
    }

    /** What needs an ability that this proxy is known to lack asserts nothing. */
    void needs(ProxyLimit absent) {
        assumeThat(proxy.limits())
                .as("%s %s has the limit %s", proxy.kind(), subject.image(), absent)
                .doesNotContain(absent);
    }

    Visitor visitor() {
        return new Visitor(world.port(), false);
    }

    Visitor secureVisitor() {
        return new Visitor(world.securePort(), true);
    }

    Answer get(String host, String path, String... headers) throws IOException {
        return visitor().get(host, path, headers);
    }

    void awaitAnswering() {
        await("the proxy answers", () -> proxy.served().isPresent());
    }

    void awaitServed(String host) {
        await("the application behind " + host + " answers", () -> isServed(host));
    }

    private boolean isServed(String host) {
        try {
            return get(host, "/").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    static void await(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
