package io.portolan.daemon;

import io.portolan.cli.Cli;
import io.portolan.cli.command.CliContext;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The whole command tree. */
final class Commands {
    private Commands() {}

    static int run(CliContext context, String... args) {
        Path folder = context.dataFolder();
        SettingsProvider settings = new SettingsProvider(context.env(), named(args, folder), folder);
        List<CommandLine> own = Stream.of(new UpCommand(), new DownCommand(), new DaemonCommand())
                .map(c -> new CommandLine(c).setDefaultValueProvider(settings))
                .toList();
        return new Cli(context, own).run(args);
    }

    /** Where the settings file stands has to be known before the settings are. */
    private static Path named(String[] args, Path folder) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].startsWith("--data=")) {
                return Path.of(args[i].substring("--data=".length()));
            }
            if (args[i].equals("--data") && i + 1 < args.length) {
                return Path.of(args[i + 1]);
            }
        }
        return folder;
    }
}
