package io.portolan.cli.resource;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandGroup;
import java.util.List;
import picocli.CommandLine;

/** The command tree of this package. */
public final class ResourceCommands {
    private ResourceCommands() {}

    public static List<CommandLine> all(CliContext context) {
        return List.of(
                CommandGroup.of(
                        "domain",
                        "Domains: which URL leads to which service, changed live.",
                        new DomainAdd(context),
                        new DomainList(context),
                        new DomainRemove(context)),
                CommandGroup.of(
                        "destination",
                        "Destinations: the networks that stacks are placed in.",
                        new DestinationAdd(context),
                        new DestinationList(context),
                        new DestinationShow(context),
                        new DestinationRemove(context)),
                CommandGroup.of(
                        "network",
                        "Networks of the server, and who is on them.",
                        new NetworkList(context),
                        new NetworkShow(context)),
                CommandGroup.of("port", "Host ports that are taken, and by whom.", new PortList(context)),
                CommandGroup.of("route", "Routes, as the proxy has them.", new RouteList(context)),
                CommandGroup.of(
                        "proxy",
                        "The HTTP proxy of the server.",
                        new ProxyShow(context),
                        new ProxyUse(context),
                        new ProxyUpgrade(context),
                        new ProxyRestart(context),
                        new ProxyLogs(context)),
                new CommandLine(new Status(context)),
                new CommandLine(new Reconcile(context)));
    }
}
