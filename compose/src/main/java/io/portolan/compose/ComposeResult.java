package io.portolan.compose;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import java.util.List;
import java.util.Optional;

/**
 * What a load came to.
 *
 * @param spec empty if any diagnostic is an error
 * @param diagnostics in the order of the file
 * @param needs in a check: the variables without which a deploy is refused, in the order of the file
 * @param effectiveBundle the bundle with the files that the Compose file itself holds ({@code content:} of the template
 *     dialect): what the stack's file volume is filled from
 */
public record ComposeResult(
        Optional<StackSpec> spec, List<Diagnostic> diagnostics, List<String> needs, Bundle effectiveBundle) {
    public ComposeResult {
        diagnostics = List.copyOf(diagnostics);
        needs = List.copyOf(needs);
    }
}
