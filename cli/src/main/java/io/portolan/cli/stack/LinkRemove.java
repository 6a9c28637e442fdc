package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.ApiClient;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.ApiCommand;
import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rm",
        description = {
            "Remove a link. The reach ends at once; then the consumer is replaced by one without the variables."
        },
        footer = {"", "For example:", "  portolan link rm shop:web base:postgres"})
final class LinkRemove extends ApiCommand {
    @Parameters(
            index = "0",
            paramLabel = "CONSUMER",
            converter = ServiceName.Converter.class,
            description = "STACK:SERVICE, as \"portolan link ls\" shows it.")
    private ServiceName consumer = new ServiceName("", Optional.empty());

    @Parameters(
            index = "1",
            paramLabel = "PROVIDER",
            converter = ServiceName.Converter.class,
            description = "STACK:SERVICE, as \"portolan link ls\" shows it.")
    private ServiceName provider = new ServiceName("", Optional.empty());

    @Option(names = "--container-port", paramLabel = "P", description = "Which of several links between the two.")
    private Optional<Integer> containerPort = Optional.empty();

    LinkRemove(CliContext context) {
        super(context);
    }

    @Override
    protected int run(ApiClient api) {
        List<JsonNode> meant = Json.list(api.list(environment().slash("links")), "items").stream()
                .filter(l -> consumer.means(l.path("consumer")) && provider.means(l.path("provider")))
                .filter(l -> containerPort
                        .filter(p -> !Json.text(l, "containerPort").startsWith(p + "/"))
                        .isEmpty())
                .toList();
        if (meant.size() != 1) {
            throw CommandFailure.refused(List.of(refusal(meant)));
        }
        api.delete(environment().slash("links", Json.text(meant.getFirst(), "id")));
        String from = ServiceName.of(meant.getFirst().path("consumer"));
        String to = ServiceName.of(meant.getFirst().path("provider"));
        return done("link rm", from + " " + to, from + " is not linked to " + to + " any more");
    }

    private Diagnostic refusal(List<JsonNode> meant) {
        if (meant.isEmpty()) {
            return Diagnostic.error("link.unknown", "there is no link from %s to %s".formatted(consumer, provider))
                    .suggest("see what there is: portolan link ls");
        }
        return Diagnostic.error(
                        "link.ambiguous",
                        "there are %d links from %s to %s".formatted(meant.size(), consumer, provider))
                .suggest("name services and port as in: portolan link rm %s %s --container-port %s"
                        .formatted(
                                ServiceName.of(meant.getFirst().path("consumer")),
                                ServiceName.of(meant.getFirst().path("provider")),
                                Json.text(meant.getFirst(), "containerPort").replaceAll("/.*", "")));
    }
}
