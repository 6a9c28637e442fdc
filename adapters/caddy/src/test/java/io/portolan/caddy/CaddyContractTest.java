package io.portolan.caddy;

import io.portolan.engine.port.HttpProxy;
import io.portolan.testkit.proxy.Docker;
import io.portolan.testkit.proxy.HttpProxyContract;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = Docker.ENDPOINT, matches = ".+", disabledReason = Docker.NO_ENGINE)
class CaddyContractTest extends HttpProxyContract {
    @Override
    protected HttpProxy proxy(Path controlDirectory) {
        return new CaddyProxy(controlDirectory, CONTROL_TARGET, 80);
    }

    @Override
    protected HttpProxy refusedBy(Path controlDirectory) {
        return new CaddyProxy(controlDirectory, CONTROL_TARGET, 70_000);
    }
}
