package io.portolan.compose;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.StackReader;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import java.util.Optional;

/** Turns a bundle's Compose file into a stack: parse, fill variables, read keys, check what belongs together. */
public final class ComposeLoader {
    private ComposeLoader() {}

    /** Parses and interpolates; never throws for what a person wrote. */
    public static ComposeResult load(Bundle bundle, ComposeOptions options) {
        Findings findings = options.deployedLater() ? Findings.ofCheck() : new Findings();
        Variables variables = ComposeFiles.variables(bundle, options.variables(), findings);
        Optional<Mapping> tree =
                ComposeFiles.project(bundle, variables, findings).tree();
        if (tree.isEmpty()) {
            return new ComposeResult(Optional.empty(), findings.list(), findings.needs(), bundle);
        }
        StackReader reader = new StackReader(bundle, variables, Profiles.active(options, variables), findings);
        if (options.deployedLater()) {
            reader.expectFilesLater();
        }
        Optional<StackSpec> spec = reader.read(tree.get(), ComposeFiles.header(bundle));
        return new ComposeResult(spec, findings.list(), findings.needs(), reader.effectiveBundle());
    }
}
