package io.portolan.daemon;

import io.portolan.cli.Cli;
import java.nio.file.Path;
import java.util.Map;

/** The whole command tree. */
final class Commands {
    private Commands() {}

    static int run(String[] args) {
        SettingsProvider settings = new SettingsProvider(System.getenv(), data(args, System.getenv()));
        return Cli.run(args, root -> {
            root.addSubcommand("up", new UpCommand());
            root.addSubcommand("down", new DownCommand());
            root.addSubcommand("daemon", new DaemonCommand());
            for (String name : new String[] {"up", "down", "daemon"}) {
                root.getSubcommands().get(name).setDefaultValueProvider(settings);
            }
        });
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
