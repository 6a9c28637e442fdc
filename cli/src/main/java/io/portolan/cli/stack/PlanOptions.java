package io.portolan.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code stack plan} and {@code stack deploy} are told alike. */
final class PlanOptions {
    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = {
                "A Compose file; again for one that is merged over it.",
                "Relative paths in all of them start from the first one's folder."
            })
    private List<Path> files = new ArrayList<>();

    @Option(names = "--name", paramLabel = "N", description = "The stack's name: lower-case letters, digits, hyphens.")
    private @Nullable String name;

    @Option(
            names = "--destination",
            paramLabel = "D",
            description = "Where it is placed, also if it is elsewhere now (default: where it is, or in \"default\").")
    private @Nullable String destination;

    @Option(
            names = "--join-destination",
            paramLabel = "SERVICE",
            description = {
                "Connect a service to the destination's network, for other stacks there;",
                "\"all\" for every service. It stays so in later deploys."
            })
    private List<String> joining = new ArrayList<>();

    @Option(
            names = "--domain",
            paramLabel = "SERVICE=URL",
            converter = RequestedDomain.Converter.class,
            description = "Lead a URL to a service; SERVICE:PORT=URL names the port as well.")
    private List<RequestedDomain> domains = new ArrayList<>();

    @Option(
            names = "--link",
            paramLabel = "SERVICE=STACK[:SERVICE]",
            converter = RequestedLink.Converter.class,
            description = {
                "Link a service to one of another stack: a network of their own, and variables with what to connect to.",
                "With a port where it is no known database, and a name for the variables: web=base:db,port=8080,as=API"
            })
    private List<RequestedLink> links = new ArrayList<>();

    @Option(
            names = "--env-file",
            paramLabel = "F",
            description = "Variables for the Compose file, instead of .env; later files win.")
    private List<Path> envFiles = new ArrayList<>();

    @Option(names = "--profile", paramLabel = "P", description = "Activate a profile (default: COMPOSE_PROFILES).")
    private List<String> profiles = new ArrayList<>();

    @Option(names = "--set", paramLabel = "K=V", description = "A variable for the Compose file; wins over files.")
    private Map<String, String> variables = new LinkedHashMap<>();

    @Option(
            names = "--network",
            paramLabel = "KEY=NAME",
            description = {
                "Join the network NAME in place of the file's network KEY;",
                "KEY=own: make one for the stack."
            })
    private Map<String, String> networks = new LinkedHashMap<>();

    @Option(names = "--no-downtime", description = "Refuse the plan if any step of it interrupts a service.")
    private boolean noDowntime;

    List<Path> files() {
        return files;
    }

    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    Optional<String> destination() {
        return Optional.ofNullable(destination);
    }

    List<String> joining() {
        return joining;
    }

    List<RequestedDomain> domains() {
        return domains;
    }

    List<RequestedLink> links() {
        return links;
    }

    List<Path> envFiles() {
        return envFiles;
    }

    Map<String, String> variables() {
        return variables;
    }

    List<String> profiles() {
        return profiles;
    }

    Map<String, String> networks() {
        return networks;
    }

    boolean noDowntime() {
        return noDowntime;
    }

    /** Whether anything is given that says what to plan. */
    boolean describeAStack() {
        return !files.isEmpty()
                || name != null
                || destination != null
                || !joining.isEmpty()
                || !domains.isEmpty()
                || !links.isEmpty()
                || !envFiles.isEmpty()
                || !profiles.isEmpty()
                || !networks.isEmpty()
                || !variables.isEmpty();
    }
}
