package io.portolan.daemon;

import io.portolan.docker.DockerRuntime;
import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.service.Purge;
import io.portolan.engine.store.Store;
import io.portolan.store.SqlStore;
import io.portolan.store.StoreFiles;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portolan down}: ends the daemon; what it made goes on serving unless it is purged. */
@Command(
        name = "down",
        description = "Stops the daemon. Stacks and the proxy go on serving, unless --purge removes them.",
        mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private DaemonOptions options = new DaemonOptions();

    @Option(
            names = "--purge",
            description = "remove all that this instance made: containers, volumes, networks, and its data folder")
    private boolean purge;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(options.absoluteData())) {
            System.err.println("there is no Portolan in " + options.absoluteData());
            return 0;
        }
        LogSetup.apply(Optional.empty());
        DataDirectory data = DataDirectory.create(options.absoluteData());
        Service.of(data).stop();
        if (!purge) {
            System.out.println("The daemon has ended. Sites go on serving; portolan up starts it again.");
            return 0;
        }
        Optional<FileLock> lock = data.lock();
        if (lock.isEmpty()) {
            System.err.println("portolan: a daemon that was not started by \"portolan up\" runs on " + data.path()
                    + "; end it first");
            return 1;
        }
        return purge(data);
    }

    private int purge(DataDirectory data) throws IOException {
        try (Store store = SqlStore.open(StoreFiles.in(data.path()), Version.current());
                ContainerRuntime runtime =
                        DockerRuntime.connect(options.docker, store.identity().instance())) {
            Purge.run(runtime, store.identity().instance(), line -> System.err.println("  " + line));
        } catch (RuntimeFault fault) {
            System.err.println("portolan: not everything could be removed: " + fault.getMessage());
            System.err.println("Nothing of the data folder was removed; run it again: portolan down --purge");
            return 1;
        }
        Installation.deleteTree(data.path());
        System.out.println("Everything that this Portolan made is removed.");
        return 0;
    }
}
