package io.portolan.compose;

import io.portolan.compose.interpolate.Interpolator;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.keys.StackReader;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import java.util.Map;
import java.util.Optional;

/** Turns a bundle's Compose file into a stack: parse, fill variables, read keys, check what belongs together. */
public final class ComposeLoader {
    private ComposeLoader() {}

    /** Parses and interpolates; never throws for what a person wrote. */
    public static ComposeResult load(Bundle bundle, ComposeOptions options) {
        Findings findings = new Findings();
        Optional<Mapping> tree = ComposeFiles.tree(bundle, findings);
        if (tree.isEmpty()) {
            return new ComposeResult(Optional.empty(), findings.list(), bundle);
        }
        Map<String, String> defaults = ComposeFiles.defaults(bundle, options.variables(), findings);
        Variables variables = new Variables(options.variables(), defaults, findings);
        Optional<Mapping> filled = Interpolator.fill(tree.get(), variables, findings);
        if (filled.isEmpty()) {
            return new ComposeResult(Optional.empty(), findings.list(), bundle);
        }
        StackReader reader = new StackReader(bundle, variables, options.profiles(), findings);
        Optional<StackSpec> spec = reader.read(filled.get(), ComposeFiles.header(bundle));
        return new ComposeResult(spec, findings.list(), reader.effectiveBundle());
    }
}
