package io.portolan.daemon;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portolan.cli.command.CommandFailure;
import io.portolan.cli.command.CommonOptions;
import io.portolan.cli.command.ExitCode;
import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Purge;
import io.portolan.engine.store.Store;
import io.portolan.model.Diagnostic;
import io.portolan.store.SqlStore;
import io.portolan.store.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code portolan down}: ends the daemon; what it made goes on serving unless it is purged. */
@Command(
        name = "down",
        description = "Stops the daemon. Stacks and the proxy go on serving, unless --purge removes them.")
final class DownCommand implements Callable<Integer> {
    @Mixin
    private PlaceOptions options = new PlaceOptions();

    @Option(
            names = "--purge",
            description = "remove all that this instance made: containers, volumes, networks, and its data folder")
    private boolean purge;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        LogSetup.apply(Optional.empty());
        Optional<DataDirectory> data = DataDirectory.existing(options.absoluteData());
        if (data.isEmpty()) {
            done("There is no Portolan in " + options.absoluteData() + ".");
            return ExitCode.DONE;
        }
        Service service = Service.of(data.get());
        service.stop();
        if (purge) {
            purge(data.get());
            service.remove();
            done("Everything that this Portolan made is removed.");
        } else {
            done("The daemon has ended. Sites go on serving; portolan up starts it again.");
        }
        return ExitCode.DONE;
    }

    private void done(String sentence) {
        System.out.println(
                common.json()
                        ? JsonMapper.builder()
                                .build()
                                .createObjectNode()
                                .put("command", purge ? "down --purge" : "down")
                                .put("target", options.absoluteData().toString())
                                .put("done", true)
                                .toString()
                        : sentence);
    }

    private void purge(DataDirectory data) throws IOException {
        Optional<FileLock> lock = data.lock();
        if (lock.isEmpty()) {
            throw CommandFailure.failed(Diagnostic.error(
                            "down.foreground",
                            "a daemon that was not started by \"portolan up\" runs on " + data.path())
                    .suggest("end it first"));
        }
        try (FileLock _ = lock.get();
                Store store = SqlStore.open(StoreFiles.in(data.path()), Version.current());
                ContainerRuntime runtime =
                        DockerRuntime.connect(endpoint(data), store.identity().instance())) {
            Purge.run(runtime, store.identity().instance(), line -> System.err.println("  " + line));
        } catch (RuntimeFault fault) {
            throw CommandFailure.failed(
                    Diagnostic.error("down.unfinished", "not everything could be removed: " + fault.getMessage())
                            .suggest("nothing of the data folder was removed; run it again: portolan down --purge"));
        }
        Installation.deleteTree(data.path());
    }

    /** The engine that the daemon used, unless another is named: purging another would leave everything behind. */
    private String endpoint(DataDirectory data) {
        boolean named = spec.commandLine().getParseResult().hasMatchedOption("--docker");
        return named
                ? options.docker
                : DaemonOptions.lastOf(data).map(DaemonOptions::docker).orElse(options.docker);
    }
}
