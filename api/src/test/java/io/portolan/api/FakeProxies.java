package io.portolan.api;

import io.portolan.engine.service.ProxyService;
import io.portolan.engine.service.StackService.ServiceLine;
import io.portolan.engine.view.ProxyView;
import java.util.Optional;
import java.util.function.Consumer;

/** A proxy without a world. */
record FakeProxies(FakeCalls calls) implements ProxyService {
    @Override
    public ProxyView show() {
        return Samples.proxy();
    }

    @Override
    public ProxyView use(String kind, Optional<String> image, Consumer<String> progress) {
        calls.add("use proxy " + kind + " " + image.orElse("as usual"));
        return Samples.proxy();
    }

    @Override
    public ProxyView restart() {
        calls.add("restart proxy");
        return Samples.proxy();
    }

    @Override
    public void logs(int tail, boolean follow, Consumer<ServiceLine> sink) {
        calls.add("logs of proxy " + tail + " " + follow);
        sink.accept(new ServiceLine("proxy", "ptl-1-proxy", "stderr", "serving"));
    }
}
