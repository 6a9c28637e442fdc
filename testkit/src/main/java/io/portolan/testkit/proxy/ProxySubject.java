package io.portolan.testkit.proxy;

import io.portolan.engine.port.HttpProxy;
import java.nio.file.Path;
import java.util.Map;

/**
 * A proxy that the contract suite is run on. What its {@link HttpProxy#limits()} say it cannot do, the suite does not ask
 * of it: such a test is reported as skipped.
 */
public interface ProxySubject {
    /** Where the proxy sees its control directory. */
    String CONTROL_TARGET = "/run/portolan";

    String image();

    /** It listens on ports 80 and 443. */
    HttpProxy proxy(Path controlDirectory);

    /** Writes to the same proxy what it cannot take, whatever is applied. */
    HttpProxy refusedBy(Path controlDirectory);

    /** The same proxy, by an adapter that waits no longer than a second for an answer. */
    HttpProxy impatient(Path controlDirectory);

    /** Tests that this version of the proxy fails, whatever it is told, and why. They are skipped. */
    default Map<String, String> flaws() {
        return Map.of();
    }
}
