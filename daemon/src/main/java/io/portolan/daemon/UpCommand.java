package io.portolan.daemon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.RuntimeFault;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portolan up}: from nothing to a daemon that is ready. Running it again is harmless. */
@Command(
        name = "up",
        description = "Starts the daemon in the background and waits until it is ready. Running it again is harmless.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Option(names = "--install-engine", description = "install Docker Engine from Debian's packages if there is none")
    private boolean installEngine;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        LogSetup.apply(Optional.empty());
        DataDirectory data = DataDirectory.create(options.absoluteData());
        if (!engineAnswers()) {
            return 1;
        }
        Service service = Service.of(data);
        ReadyCheck ready = new ReadyCheck(options.url(), service);
        if (!service.isRunning()) {
            if (ready.somebodyAnswers()) {
                System.err.println("portolan: something else answers at " + options.url()
                        + "; choose another port with --api-port");
                return 1;
            }
            tell("starting the daemon");
            Installation installation = Installation.copyOf(data);
            service.start(installation.daemonCommand(options, data));
        }
        if (!ready.await(this::tell)) {
            return 1;
        }
        print(data);
        return 0;
    }

    private boolean engineAnswers() throws InterruptedException {
        try (ContainerRuntime runtime = DockerRuntime.connect(options.docker, "")) {
            tell("engine: " + runtime.info());
            return true;
        } catch (RuntimeFault fault) {
            EngineInstaller installer = new EngineInstaller(this::tell);
            if (installEngine && installer.install()) {
                return true;
            }
            System.err.println("portolan: no Docker Engine at " + options.docker + ": " + fault.getMessage());
            System.err.println(installer.advice());
            return false;
        }
    }

    private void tell(String message) {
        System.err.println("  " + message);
    }

    private void print(DataDirectory data) {
        if (json) {
            System.out.println(JsonMapper.builder()
                    .build()
                    .valueToTree(Map.of(
                            "url", options.url(),
                            "tokenFile", data.tokenFile().toString(),
                            "data", data.path().toString(),
                            "httpPort", options.httpPort)));
            return;
        }
        System.out.println("Portolan is ready at " + options.url());
        System.out.println("  token  " + data.tokenFile());
        System.out.println("  log    " + data.logFile());
        System.out.println("  sites  http port " + options.httpPort + ", https port " + options.httpsPort);
    }
}
