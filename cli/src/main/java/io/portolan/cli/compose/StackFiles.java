package io.portolan.cli.compose;

import io.portolan.cli.command.CliContext;
import io.portolan.cli.command.CommandFailure;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a stack on this machine. */
public final class StackFiles {
    private final CliContext context;

    public StackFiles(CliContext context) {
        this.context = context;
    }

    public Map<String, String> variables(List<Path> envFiles, Map<String, String> set) {
        return Map.copyOf(set);
    }

    public Bundle bundle(List<Path> files, Map<String, String> variables) {
        TreeMap<String, Bundle.File> packed = new TreeMap<>();
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            try {
                String name = file.getFileName().toString();
                packed.put(
                        name,
                        new Bundle.File(Files.readAllBytes(context.folder().resolve(file)), 0644));
                names.add(name);
            } catch (IOException e) {
                throw CommandFailure.refused(List.of(Diagnostic.error("compose.unreadable", file + " cannot be read")));
            }
        }
        return new Bundle(names, packed);
    }
}
