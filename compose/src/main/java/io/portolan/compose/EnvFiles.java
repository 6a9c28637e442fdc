package io.portolan.compose;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.report.Findings;
import io.portolan.model.Diagnostic;
import java.util.List;
import java.util.Map;

/** Env files that a person names on the command line ({@code --env-file}), by the rules of those in a bundle. */
public final class EnvFiles {
    private EnvFiles() {}

    /** @param values in the order of the file */
    public record Read(Map<String, String> values, List<Diagnostic> diagnostics) {
        public Read {
            diagnostics = List.copyOf(diagnostics);
        }
    }

    /**
     * @param path for diagnostics
     * @param given variables that values may refer to; they win over the file's own
     */
    public static Read read(String path, byte[] content, Map<String, String> given) {
        Findings findings = new Findings();
        Map<String, String> values = EnvFile.read(path, content, given, findings);
        return new Read(values, findings.list());
    }
}
