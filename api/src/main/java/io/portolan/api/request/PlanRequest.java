package io.portolan.api.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack that somebody asks for, as the client packed it.
 *
 * @param destination by name; empty for the stack's present one, or {@code default}
 * @param composeFiles paths among {@code files}, in order of precedence
 * @param variables that the user gave
 * @param domains to be added to those the stack has
 * @param networks what becomes of networks of the file: {@code own}, or the name of one that exists
 * @param joinDestination services to be connected to the destination's network besides those that are; {@code all} for
 *     every one
 * @param links to be added to those the stack has
 */
public record PlanRequest(
        Optional<String> destination,
        List<BundledFile> files,
        List<String> composeFiles,
        Map<String, String> variables,
        List<WantedDomain> domains,
        List<String> profiles,
        Map<String, String> networks,
        List<String> joinDestination,
        List<LinkRequest> links) {
    public PlanRequest {
        files = List.copyOf(files);
        composeFiles = List.copyOf(composeFiles);
        variables = Map.copyOf(variables);
        domains = List.copyOf(domains);
        profiles = List.copyOf(profiles);
        networks = Map.copyOf(networks);
        joinDestination = List.copyOf(joinDestination);
        links = List.copyOf(links);
    }

    /**
     * @param path relative to the folder of the first Compose file
     * @param content Base64 in the document
     * @param mode permission bits; 0644 if empty
     */
    public record BundledFile(String path, FileContent content, Optional<Integer> mode) {}

    public record WantedDomain(String service, String url, Optional<Integer> containerPort) {}

    /** Never shows the user's files or variables: both may hold secrets. */
    @Override
    public String toString() {
        return "PlanRequest[composeFiles=" + composeFiles + "]";
    }
}
