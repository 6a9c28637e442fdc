package io.portolan.compose.keys;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.RoutePort;
import io.portolan.model.stack.ServiceSpec;
import io.portolan.model.stack.StackSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The whole file: its top-level keys, its services by profile, and what only shows with all services known. */
public final class StackReader {
    private static final Pattern SERVICE_NAME = Pattern.compile("[a-zA-Z0-9._-]+");
    private static final Vocabulary TOP = Vocabulary.of(
                    "version", "name", "services", "networks", "volumes", "include", "configs", "secrets")
            .meaningless("models");

    private final Reading reading;
    private final Findings findings;
    private final Set<String> profiles;

    /** @param profiles the active ones; {@code *} for all */
    public StackReader(Bundle bundle, Variables variables, Set<String> profiles, Findings findings) {
        this.reading = Reading.of(findings, variables, new BundleFiles(bundle, findings));
        this.findings = findings;
        this.profiles = profiles;
    }

    /** Files of configs and secrets that are missing are no errors. */
    public void expectFilesLater() {
        reading.files().expectLater();
    }

    /** @param comments the comment lines at the head of the file */
    public Optional<StackSpec> read(Mapping root, List<String> comments) {
        TOP.check(root, findings);
        Map<String, Mapping> forms = services(root);
        Map<String, Mapping> active = active(forms);
        new FileDeclarations(reading).check(root);
        reading.files().declare(root);
        DeclarationsReader declarations = new DeclarationsReader(reading);
        ServiceReader reader = new ServiceReader(reading);
        List<ServiceSpec> services = new ArrayList<>();
        active.forEach((name, form) -> reader.read(name, form).ifPresent(services::add));
        StackSpec spec =
                new StackSpec(services, declarations.networks(root), declarations.volumes(root), List.<RoutePort>of());
        StackSpec checked = new StackChecks(reading, forms, active).check(spec);
        List<RoutePort> routePorts = new RoutePortsReader(active).read(comments);
        return findings.hasError()
                ? Optional.empty()
                : Optional.of(new StackSpec(
                        checked.services(),
                        checked.networks(),
                        checked.volumes(),
                        routePorts,
                        reading.files().hostMentions(checked.services())));
    }

    /** The bundle with the files that the Compose file itself holds. */
    public Bundle effectiveBundle() {
        return reading.files().asBundle();
    }

    private Map<String, Mapping> services(Mapping root) {
        Map<String, Mapping> all = new LinkedHashMap<>();
        Optional<Mapping> services = root.get("services").flatMap(reading.values()::mapping);
        if (root.get("services").isEmpty()) {
            findings.error(
                    root, "compose.no-services", "the file has no services: a Compose file needs the key \"services\"");
        }
        for (Mapping.Entry entry : services.map(Mapping::entries).orElse(List.of())) {
            if (entry.name().startsWith("x-")) {
                continue;
            }
            if (!SERVICE_NAME.matcher(entry.name()).matches() || entry.name().length() > 63) {
                reading.values()
                        .wrong(
                                entry.key(),
                                "compose.invalid-name",
                                "is no service's name: up to 63 letters, digits, \"_\", \".\" and \"-\"");
            } else {
                reading.values().mapping(entry.value()).ifPresent(form -> all.put(entry.name(), form));
            }
        }
        if (services.isPresent() && services.get().entries().isEmpty()) {
            findings.error(services.get(), "compose.no-services", "the file has no services");
        }
        return all;
    }

    /** Compose specification, "profiles": a service without profiles is always active. */
    private Map<String, Mapping> active(Map<String, Mapping> forms) {
        Map<String, Mapping> active = new LinkedHashMap<>();
        forms.forEach((name, form) -> {
            if (form.get("provider").isPresent()) {
                // No container is its own: what it says is checked, and nothing runs for it.
                ServiceKeys.SERVICE.check(form, findings);
                return;
            }
            List<String> wanted = reading.values().texts(form, "profiles").stream()
                    .map(Scalar::text)
                    .toList();
            if (wanted.isEmpty() || profiles.contains("*") || wanted.stream().anyMatch(profiles::contains)) {
                active.put(name, form);
            }
        });
        return active;
    }
}
