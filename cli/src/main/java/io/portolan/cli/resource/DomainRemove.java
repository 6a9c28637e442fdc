package io.portolan.cli.resource;

import io.portolan.cli.client.ApiClient;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rm", description = "Take a URL away from its service. Returns when the proxy has let go of it.")
final class DomainRemove extends ApiCommand {
    @Parameters(paramLabel = "URL", description = "As \"portolan domain ls\" shows it.")
    private String url = "";

    DomainRemove(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        api.delete(environment().slash("domains").with("url", url));
        return done("domain rm", url, url + " leads nowhere now");
    }
}
