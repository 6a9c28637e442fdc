package io.portolan.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Protocol;
import io.portolan.model.stack.RoutePort;
import io.portolan.planner.Action;
import io.portolan.planner.Desired.RoutedDomain;
import io.portolan.planner.TargetPort;
import io.portolan.planner.TargetPort.Result;
import io.portolan.planner.Unrouted;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetPortTest {
    private final DesiredSketch.StackSketch stack = new DesiredSketch().stack("shop");
    private final ServiceSketch web = stack.service("web");
    private final FakeWorld world = new FakeWorld();
    private Optional<Integer> given = Optional.empty();

    private void image(int... exposed) {
        world.register(new ObservedImage(
                web.image,
                "sha256:x",
                IntStream.of(exposed)
                        .mapToObj(p -> new ContainerPort(p, Protocol.TCP))
                        .toList(),
                false));
        world.apply(new Action.PullImage(web.image));
    }

    private String resolved() {
        RoutedDomain domain = new RoutedDomain(DesiredSketch.domain("http://a.example.com"), "web", given);
        return switch (TargetPort.resolve(stack.stack(), domain, world.observed())) {
            case Result.Found(int port) -> "" + port;
            case Result.Unresolved(var diagnostic) -> diagnostic.code();
        };
    }

    @Test
    void asksTheSourcesInTheirOrder() {
        assertThat(resolved()).isEqualTo("route.port-unknown");
        image(1);
        assertThat(resolved()).isEqualTo("1");
        web.ports.add("9000:2");
        assertThat(resolved()).isEqualTo("2");
        web.expose.add(3);
        assertThat(resolved()).isEqualTo("3");
        stack.routePorts.add(new RoutePort("web", 4, "test"));
        assertThat(resolved()).isEqualTo("4");
        given = Optional.of(5);
        assertThat(resolved()).isEqualTo("5");
    }

    @Test
    void prefersTheOnlyWellKnownPort() {
        image(9000, 8080, 9001);
        assertThat(resolved()).isEqualTo("8080");
    }

    @Test
    void asksWhereSeveralAreAsGood() {
        image(80, 8080);
        assertThat(resolved()).isEqualTo("route.port-ambiguous");
    }

    @Test
    void takesAContainerOnlyPortAsExposed() {
        web.ports.addAll(List.of("9000:9", "3000"));
        assertThat(resolved()).isEqualTo("3000");
    }

    @Test
    void namesTheImagesThatHaveToBeThereFirst() {
        stack.domains.put("http://a.example.com", "web");
        assertThat(TargetPort.imagesNeeded(stack.stack(), world.observed())).containsExactly("busybox");
        web.expose.add(80);
        assertThat(TargetPort.imagesNeeded(stack.stack(), world.observed())).isEmpty();
    }

    @Test
    void saysWhereNothingIsRoutedToAStackThatLooksAsIfItWantedIt() {
        assertThat(Unrouted.of(stack.stack(), world.observed())).isEmpty();
        image(5432);
        assertThat(Unrouted.of(stack.stack(), world.observed())).isEmpty();
        web.expose.add(8080);
        assertThat(Unrouted.of(stack.stack(), world.observed())).hasValueSatisfying(said -> {
            assertThat(said.message()).contains("nothing is routed to stack shop");
            assertThat(said.suggestion()).contains("portolan domain add shop web http://");
        });
        stack.domains.put("http://a.example.com", "web");
        assertThat(Unrouted.of(stack.stack(), world.observed())).isEmpty();
    }

    @Test
    void aServiceLooksLikeAWebServerByItsFileOrByItsImage() {
        image(443, 80);
        assertThat(TargetPort.webServices(stack.stack(), world.observed())).containsExactly("web");
        web.ports.add("9000:9000");
        assertThat(TargetPort.webServices(stack.stack(), world.observed())).isEmpty();
        stack.routePorts.add(new RoutePort("web", 9000, "test"));
        assertThat(TargetPort.webServices(stack.stack(), world.observed())).containsExactly("web");
    }
}
