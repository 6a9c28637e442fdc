package io.portolan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;

/** The daemon as a process that may die, and the supervisor that brings it back. */
final class DaemonProcess {
    private final Portolan portolan;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    DaemonProcess(Portolan portolan) {
        this.portolan = portolan;
    }

    /** SIGKILL for the daemon alone; its supervisor sees it. */
    void kill() {
        kill(portolan.daemonPid());
    }

    /** SIGKILL for both, so that nobody brings the daemon back. */
    void killWithSupervisor() {
        try {
            kill(Long.parseLong(
                    Files.readString(portolan.data().resolve("supervisor.pid")).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kill();
    }

    private static void kill(long pid) {
        ProcessHandle process =
                ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("process " + pid + " does not run"));
        process.destroyForcibly();
        process.onExit().join();
    }

    void awaitReady() {
        Portolan.eventually("the daemon is ready\n" + portolan.daemonLog(), Duration.ofSeconds(40), this::isReady);
    }

    boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + portolan.apiPort() + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
