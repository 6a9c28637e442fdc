package io.portolan.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.portolan.cli.command.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReadyCheckTest {
    /** A daemon that fails once each time it is looked at. */
    private static final class Failing implements Service {
        private int endings;
        private final int over;
        private boolean stopped;

        Failing(int endings, int over) {
            this.endings = endings;
            this.over = over;
        }

        @Override
        public boolean isRunning() {
            return !stopped;
        }

        @Override
        public void start(List<String> daemon) {
            throw new IllegalStateException("the check starts nothing");
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public void remove() {
            throw new IllegalStateException("the check removes nothing");
        }

        @Override
        public Fate fate() {
            return new Fate(endings++, endings >= over);
        }

        @Override
        public List<String> lastWords() {
            return List.of("made by a newer Portolan", "made by a newer Portolan");
        }

        @Override
        public String logs() {
            return "/data/daemon.log";
        }
    }

    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void givesUpADaemonThatEndsAgainAndAgainAndShowsWhy() throws IOException {
        Failing service = new Failing(0, Integer.MAX_VALUE);
        ReadyCheck check = new ReadyCheck(nobody(), service, true);
        assertThatThrownBy(() -> check.await(said -> {}))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(
                                failure.diagnostics().getFirst().toString())
                        .contains("/data/daemon.log", "portolan up"))
                .hasMessage("the daemon ended 3 times in a row: made by a newer Portolan");
        assertThat(service.stopped).isTrue();
    }

    @Test
    void countsOnlyWhatFailsWhileItWaitsAndLeavesWhatItDidNotStart() throws IOException {
        Failing service = new Failing(40, Integer.MAX_VALUE);
        ReadyCheck check = new ReadyCheck(nobody(), service, false);
        assertThatThrownBy(() -> check.await(said -> {})).hasMessageContaining("3 times in a row");
        assertThat(service.stopped).isFalse();
    }

    @Test
    void endsAtOnceWhenNothingStartsTheDaemonAgain() throws IOException {
        ReadyCheck check = new ReadyCheck(nobody(), new Failing(0, 2), true);
        assertThatThrownBy(() -> check.await(said -> {})).hasMessageContaining("the daemon has ended");
    }

    @Test
    void waitsAsLongAsADaemonAnswersAndTellsWhatFor() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> told = new ArrayList<>();
        server.createContext("/health/ready", exchange -> {
            byte[] body = "{\"reason\":\"networks\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told.isEmpty() ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            new ReadyCheck(url, new Failing(0, 0), true).await(told::add);
            assertThat(told).containsExactly("waiting: networks");
        } finally {
            server.stop(0);
        }
    }
}
