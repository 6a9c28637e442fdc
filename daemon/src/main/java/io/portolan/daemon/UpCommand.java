package io.portolan.daemon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.CommonOptions;
import io.portolan.cli.command.ExitCode;
import io.portolan.docker.LocalHostProbe;
import io.portolan.model.Diagnostic;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portolan up}: from nothing to a daemon that is ready. Running it again is harmless. */
@Command(
        name = "up",
        description = "Starts the daemon in the background and waits until it is ready. Running it again is harmless.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Option(names = "--install-engine", description = "install Docker Engine from Debian's packages if there is none")
    private boolean installEngine;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        LogSetup.apply(Optional.empty());
        Optional<DaemonOptions> running = DataDirectory.existing(options.absoluteData())
                .filter(d -> Service.of(d).isRunning())
                .flatMap(DaemonOptions::lastOf);
        running.ifPresent(this::refuseOtherSettings);
        DaemonOptions settings = running.orElse(options);
        requireKnownProxy(settings);
        settings.ports();
        if (running.isEmpty()) {
            new PoolCheck(settings.pools(), new LocalHostProbe().observe()).tell(this::tell);
        }
        Engine engine = new Engine(settings.docker(), Machine.here(), this::tell);
        tell("engine: " + engine.require(installEngine));
        DataDirectory data = DataDirectory.create(settings.absoluteData());
        Service service = Service.of(data);
        boolean starts = !service.isRunning();
        ReadyCheck ready = new ReadyCheck(settings.url(), service, starts);
        if (starts) {
            requireFreePort(settings);
            Optional<String> heap = heap();
            tell("starting the daemon");
            Installation installation = Installation.copyOf(data);
            service.start(installation.daemonCommand(heap, settings, data));
            ready.await(this::tell);
            installation.removeOthers();
        } else {
            ready.await(this::tell);
        }
        print(settings, data);
        return ExitCode.DONE;
    }

    /** Settings that were given are not dropped silently; those that were not are the running daemon's. */
    private void refuseOtherSettings(DaemonOptions running) {
        List<String> other = options.arguments().stream()
                .filter(argument -> spec.commandLine()
                        .getParseResult()
                        .hasMatchedOption(argument.substring(0, argument.indexOf('='))))
                .filter(argument -> !running.arguments().contains(argument))
                .toList();
        if (!other.isEmpty()) {
            throw CommandFailure.failed(Diagnostic.error(
                            "up.other-settings",
                            "the daemon runs already, at %s, with other settings than %s"
                                    .formatted(running.url(), String.join(" ", other)))
                    .suggest("end it first: portolan down (sites go on serving), then portolan up with them"));
        }
    }

    private static void requireKnownProxy(DaemonOptions settings) {
        if (!Proxies.KINDS.contains(settings.proxy)) {
            throw CommandFailure.wrongUse(Diagnostic.error("up.proxy", "this version knows no proxy " + settings.proxy)
                    .suggest("give one of " + String.join(", ", Proxies.KINDS)));
        }
    }

    private static Optional<String> heap() {
        Optional<String> heap =
                Optional.ofNullable(System.getenv("PORTOLAN_HEAP")).filter(h -> !h.isBlank());
        heap.filter(h -> !h.matches("\\d+[kKmMgG]?")).ifPresent(h -> {
            throw CommandFailure.wrongUse(Diagnostic.error("up.heap", "PORTOLAN_HEAP is no size: " + h)
                    .suggest("give one such as 512m"));
        });
        return heap;
    }

    private static void requireFreePort(DaemonOptions settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.apiHost, settings.apiPort));
        } catch (IOException e) {
            throw CommandFailure.failed(Diagnostic.error(
                            "up.port-taken", "the daemon cannot listen at " + settings.url() + ": " + e.getMessage())
                    .suggest("choose another port with --api-port, or end what listens there"));
        }
    }

    private void tell(String message) {
        System.err.println("  " + message);
    }

    private void print(DaemonOptions settings, DataDirectory data) {
        if (common.json()) {
            System.out.println(JsonMapper.builder()
                    .build()
                    .valueToTree(Map.of(
                            "url", settings.url(),
                            "tokenFile", data.tokenFile().toString(),
                            "data", data.path().toString(),
                            "httpPort", settings.httpPort)));
            return;
        }
        System.out.println("Portolan is ready at " + settings.url());
        System.out.println("  token  " + data.tokenFile());
        System.out.println("  log    " + data.logFile());
        System.out.println("  sites  http port " + settings.httpPort + ", https port " + settings.httpsPort);
    }
}
