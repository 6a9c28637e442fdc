package io.portolan.engine.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Secret;
import io.portolan.model.stack.Hooks.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HookRunnerTest {
    private static final String WEB = "shop.web.1.abcdef01";

    private final List<String> told = new ArrayList<>();
    private final OneContainer engine = new OneContainer(WEB);
    private final HookRunner runner = new HookRunner(engine.runtime(), Duration.ofSeconds(20));

    @Test
    void commandsRunInTheFilesOrderAndWhatTheyPrintIsTold() throws InterruptedException {
        engine.answer("first", (hook, sink) -> {
            sink.accept(new LogLine("stdout", "one"));
            sink.accept(new LogLine("stderr", "two"));
            return 0;
        });

        runner.postStart(WEB, hooks("first", "second"), told::add);
        runner.preStop(WEB, hooks("third"), told::add);

        assertThat(engine.commands()).containsExactly("first", "second", "third");
        assertThat(told).containsExactly(WEB + ": one", WEB + ": two");
    }

    @Test
    void aHookReachesTheEngineWhole() throws InterruptedException {
        Hook hook = new Hook(
                List.of(new Secret("migrate")), "app", true, "/srv", Map.of("TOKEN", new Secret("very secret")));

        runner.postStart(WEB, List.of(hook), told::add);

        assertThat(engine.hooks()).containsExactly(hook);
    }

    @Test
    void aPostStartThatFailsEndsTheStartAndTheNextOneDoesNotRun() {
        engine.answer("second", (hook, sink) -> 3);

        assertThatExceptionOfType(RuntimeFault.class)
                .isThrownBy(() -> runner.postStart(WEB, hooks("first", "second", "third"), told::add))
                .withMessage("a post_start command of container " + WEB + " ended with exit code 3")
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.REFUSED));
        assertThat(engine.commands()).containsExactly("first", "second");
    }

    @Test
    void aPreStopThatFailsIsToldAndTheNextOneRuns() throws InterruptedException {
        engine.answer("first", (hook, sink) -> 9);
        engine.answer("second", (hook, sink) -> {
            throw new RuntimeFault(Kind.REFUSED, "no such program");
        });

        runner.preStop(WEB, hooks("first", "second", "third"), told::add);

        assertThat(engine.commands()).containsExactly("first", "second", "third");
        assertThat(told)
                .containsExactly(
                        "a pre_stop command of " + WEB + " ended with exit code 9",
                        "a pre_stop command of " + WEB + " did not succeed: no such program");
    }

    @Test
    void aPreStopThatTheEngineWasNotThereForIsTriedAgainLater() {
        engine.answer("first", (hook, sink) -> {
            throw new RuntimeFault(Kind.UNREACHABLE, "nobody answers");
        });

        assertThatExceptionOfType(RuntimeFault.class)
                .isThrownBy(() -> runner.preStop(WEB, hooks("first", "second"), told::add))
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(engine.commands()).containsExactly("first");
    }

    @Test
    void inAContainerThatDoesNotRunNothingIsRun() throws InterruptedException {
        engine.stop();

        runner.preStop(WEB, hooks("first"), told::add);
        runner.preStop("shop.gone.1.abcdef01", hooks("first"), told::add);

        assertThat(engine.commands()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aHookThatHangsIsGivenUpAfterItsTime() throws InterruptedException {
        engine.answer("hangs", (hook, sink) -> engine.hang());
        HookRunner impatient = new HookRunner(engine.runtime(), Duration.ofSeconds(1));

        impatient.preStop(WEB, hooks("hangs", "next"), told::add);

        assertThat(engine.commands()).containsExactly("hangs", "next");
        assertThat(told).hasSize(1).first().asString().contains("pre_stop command", "has not ended after");
        assertThatExceptionOfType(RuntimeFault.class)
                .isThrownBy(() -> impatient.postStart(WEB, hooks("hangs"), told::add))
                .withMessageContaining("a post_start command of container " + WEB + " has not ended after");
        assertThat(engine.letGo()).as("the hanging commands are interrupted").isEqualTo(2);
    }

    private static List<Hook> hooks(String... commands) {
        return Stream.of(commands)
                .map(c -> new Hook(List.of(new Secret(c)), "", false, "", Map.of()))
                .toList();
    }
}
