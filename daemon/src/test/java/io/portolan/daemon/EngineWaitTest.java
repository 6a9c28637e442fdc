package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portolan.cli.command.CommandFailure;
import io.portolan.engine.port.ContainerRuntime.EngineInfo;
import io.portolan.engine.port.RuntimeFault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EngineWaitTest {
    private static final EngineInfo INFO = new EngineInfo("Docker Engine", "20.10", "1.41", "linux/amd64");

    private static EngineInfo silence() {
        throw new RuntimeFault(RuntimeFault.Kind.UNREACHABLE, "nobody answers");
    }

    private static EngineWait waiting(Supplier<EngineInfo> ask, BooleanSupplier alive, Duration patience) {
        return new EngineWait(ask, alive, () -> List.of("failed to start: no iptables"), "/log", patience);
    }

    @Test
    void returnsTheAnswerWhenThereIsOne() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Supplier<EngineInfo> third = () -> asked.incrementAndGet() < 3 ? silence() : INFO;
        assertThat(waiting(third, () -> true, Duration.ofMinutes(1)).await()).isEqualTo(INFO);
    }

    @Test
    void endsAtOnceWhenTheEngineDiedAndShowsItsLastLines() {
        assertThatThrownBy(() -> waiting(EngineWaitTest::silence, () -> false, Duration.ofHours(1))
                        .await())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("dockerd ended")
                .hasMessageContaining("no iptables");
    }

    @Test
    void endsAtTheDeadlineAndSaysWhatTheLastTryMetWith() {
        assertThatThrownBy(() -> waiting(EngineWaitTest::silence, () -> true, Duration.ZERO)
                        .await())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("does not answer")
                .hasMessageContaining("nobody answers");
    }
}
