package io.portolan.engine;

import io.portolan.engine.port.HttpProxy;
import io.portolan.engine.store.ProxyChoice;
import io.portolan.model.route.ProxyConfig;
import io.portolan.model.route.ProxyLimit;
import io.portolan.model.route.Route.Upstream;
import io.portolan.planner.Desired.ProxyProcess;
import io.portolan.planner.Desired.ProxySettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The HTTP proxy that a server has: one of several kinds, and another one from one moment to the next. */
public final class ChosenProxy implements HttpProxy {
    private final List<HttpProxy> kinds;
    private volatile Chosen chosen;

    private record Chosen(HttpProxy adapter, ProxyChoice choice) {}

    /** Throws {@link IllegalArgumentException} where {@code first} is none of the kinds. */
    public ChosenProxy(List<HttpProxy> kinds, ProxyChoice first) {
        this.kinds = List.copyOf(kinds);
        this.chosen = new Chosen(
                adapter(first.kind())
                        .orElseThrow(() -> new IllegalArgumentException("there is no proxy of kind " + first.kind())),
                first);
    }

    public List<String> kinds() {
        return kinds.stream().map(HttpProxy::kind).toList();
    }

    public Optional<HttpProxy> adapter(String kind) {
        return kinds.stream().filter(k -> k.kind().equals(kind)).findFirst();
    }

    public ProxyChoice choice() {
        return chosen.choice();
    }

    /** From now on this one is meant. A kind that there is not any more leaves it as it was. */
    public void choose(ProxyChoice choice) {
        adapter(choice.kind()).ifPresent(a -> chosen = new Chosen(a, choice));
    }

    /** What is planned with. */
    public ProxySettings settings(ProxyOptions options) {
        Chosen now = chosen;
        Launch launch = now.adapter().launch();
        return new ProxySettings(
                now.adapter().kind(),
                now.choice().image().orElseGet(now.adapter()::defaultImage),
                options.httpPort(),
                options.httpsPort(),
                new ProxyProcess(
                        launch.controlDirectory(),
                        launch.controlTarget(),
                        launch.command(),
                        launch.workingDirectory(),
                        launch.user()),
                options.edges(),
                now.adapter().limits(),
                now.adapter().countsInFlight());
    }

    @Override
    public String kind() {
        return chosen.adapter().kind();
    }

    @Override
    public String defaultImage() {
        return chosen.adapter().defaultImage();
    }

    @Override
    public Launch launch() {
        return chosen.adapter().launch();
    }

    @Override
    public void runs(String version) {
        chosen.adapter().runs(version);
    }

    @Override
    public Set<ProxyLimit> limits() {
        return chosen.adapter().limits();
    }

    @Override
    public void prepare() {
        chosen.adapter().prepare();
    }

    @Override
    public void apply(ProxyConfig config) {
        chosen.adapter().apply(config);
    }

    @Override
    public Optional<ProxyConfig> served() {
        return chosen.adapter().served();
    }

    @Override
    public boolean countsInFlight() {
        return chosen.adapter().countsInFlight();
    }

    @Override
    public OptionalInt inFlight(Upstream upstream) {
        return chosen.adapter().inFlight(upstream);
    }
}
