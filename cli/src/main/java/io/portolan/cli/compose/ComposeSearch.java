package io.portolan.cli.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds Compose files below a folder: by their usual names, and other YAML files by their {@code services:} key. */
final class ComposeSearch {
    private static final Pattern USUAL = Pattern.compile("(docker-)?compose\\.ya?ml");
    private static final Pattern YAML = Pattern.compile(".*\\.ya?ml");
    private static final Pattern SERVICES = Pattern.compile("(?m)^([\"']?)services\\1[ \\t]*:");

    private ComposeSearch() {}

    /** A file itself, whatever its name; of a folder the Compose files, sorted. */
    static List<Path> under(Path root, Path path) throws IOException {
        if (!Files.isDirectory(root.resolve(path))) {
            return List.of(path);
        }
        List<Path> found = new ArrayList<>();
        Path folder = root.resolve(path);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                boolean hidden = dir.getFileName().toString().startsWith(".") && !dir.equals(folder);
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isComposeFile(file)) {
                    found.add(path.resolve(folder.relativize(file)).normalize());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    private static boolean isComposeFile(Path file) {
        String name = file.getFileName().toString();
        return USUAL.matcher(name).matches() || (YAML.matcher(name).matches() && hasServices(file));
    }

    private static boolean hasServices(Path file) {
        try {
            // Whatever its encoding is: the key is ASCII.
            return SERVICES.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .find();
        } catch (IOException e) {
            // Taken for one, so that the check reports that it cannot be read instead of passing it over.
            return true;
        }
    }
}
