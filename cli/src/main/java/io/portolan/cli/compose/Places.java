package io.portolan.cli.compose;

import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.nio.file.Path;
import java.util.List;

/**
 * Names the places of diagnostics from the folder that the command runs in, so that editors and terminals find them:
 * inside a bundle, paths are relative to the Compose file's folder.
 */
public record Places(String folder) {
    public static Places of(Path composeFile) {
        Path parent = composeFile.getParent();
        return new Places(parent == null ? "" : parent.toString());
    }

    public List<Diagnostic> in(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(this::in).toList();
    }

    private Diagnostic in(Diagnostic diagnostic) {
        Position position = diagnostic.position();
        if (position == null || folder.isEmpty()) {
            return diagnostic;
        }
        String path = Path.of(folder, position.path()).toString();
        return diagnostic.at(new Position(path, position.line(), position.column()));
    }
}
