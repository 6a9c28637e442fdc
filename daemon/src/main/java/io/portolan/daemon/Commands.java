package io.portolan.daemon;

import io.portolan.cli.Cli;
import io.portolan.cli.command.CliContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The whole command tree. */
final class Commands {
    private Commands() {}

    static int run(String[] args) {
        SettingsProvider settings = new SettingsProvider(System.getenv(), data(args, System.getenv()));
        List<CommandLine> own = Stream.of(new UpCommand(), new DownCommand(), new DaemonCommand())
                .map(c -> new CommandLine(c).setDefaultValueProvider(settings))
                .toList();
        return new Cli(CliContext.ofProcess(), own).run(args);
    }

    /** Where the settings file stands has to be known before the settings are. */
    private static Path data(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--data=")) {
                return Path.of(args[i].substring("--data=".length()));
            }
            if (args[i].equals("--data") && i + 1 < args.length) {
                return Path.of(args[i + 1]);
            }
        }
        return Path.of(environment.getOrDefault("PORTOLAN_DATA", "/var/lib/portolan"));
    }
}
