package io.portolan.cli;

import io.portolan.cli.command.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The root of the command tree; it does nothing by itself. */
@Command(
        name = "portolan",
        description = "Deploys Compose files to this server and keeps their networks, ports and routes true.",
        versionProvider = PortolanCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "For a start:",
            "  portolan up",
            "  portolan compose check compose.yaml",
            "  portolan stack deploy -f compose.yaml --name blog --domain wordpress=http://blog.example.com",
            "  portolan stack show blog",
            "",
            "Exit codes: 0 done, 1 it failed, 2 wrong use, 3 refused (a plan or file has errors),",
            "4 the daemon is not reachable, 5 drift found.",
            "Environment: PORTOLAN_URL, PORTOLAN_TOKEN, PORTOLAN_DATA, NO_COLOR; PORTOLAN_DEBUG=1 shows stack traces."
        })
final class PortolanCommand {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    boolean json() {
        return common.json();
    }

    boolean version() {
        return version;
    }

    /** The version of the jar that this is in. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = PortolanCommand.class.getPackage().getImplementationVersion();
            return new String[] {"portolan " + (version == null ? "(not packaged)" : version)};
        }
    }
}
