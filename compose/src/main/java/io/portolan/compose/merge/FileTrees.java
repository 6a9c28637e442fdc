package io.portolan.compose.merge;

import io.portolan.compose.interpolate.Interpolator;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.YamlLimits;
import io.portolan.compose.yaml.YamlReader;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files of one load as trees: each read once, and once filled for each set of variables. Bounded in number and size. */
final class FileTrees {
    private static final int MOST_FILES = 200;
    private static final int MOST_NODES = 2 * YamlLimits.EXPANDED_NODES;

    private final Function<String, Optional<Bundle.File>> files;
    private final Findings findings;
    private final Map<String, Optional<Mapping>> written = new LinkedHashMap<>();
    private final Map<Variables, Map<String, Optional<Mapping>>> filled = new HashMap<>();
    private int nodes;
    private int loads;

    FileTrees(Function<String, Optional<Bundle.File>> files, Findings findings) {
        this.files = files;
        this.findings = findings;
    }

    /** All files read so far, as they were written. */
    List<Mapping> written() {
        List<Mapping> all = new ArrayList<>();
        written.values().forEach(tree -> tree.ifPresent(all::add));
        return all;
    }

    Optional<Bundle.File> file(String path) {
        return Folder.isOutside(path) || path.isEmpty() ? Optional.empty() : files.apply(path);
    }

    /** The file's tree with its variables filled; empty, and reported, where it cannot be one. */
    Optional<Mapping> tree(String path, Variables variables) {
        Map<String, Optional<Mapping>> known = filled.computeIfAbsent(variables, _ -> new HashMap<>());
        Optional<Mapping> before = known.get(path);
        if (before == null) {
            before = load(path, variables);
            known.put(path, before);
        }
        return before;
    }

    /** Whether so much was read that nothing more is. */
    boolean isExhausted() {
        return loads > MOST_FILES || nodes > MOST_NODES;
    }

    private Optional<Mapping> load(String path, Variables variables) {
        if (isExhausted()) {
            return Optional.empty();
        }
        Optional<Mapping> root = written.computeIfAbsent(
                path, p -> file(p).flatMap(file -> new YamlReader(p, findings).read(file.content())));
        Optional<Mapping> tree = root.flatMap(r -> Interpolator.fill(r, variables, findings));
        loads++;
        tree.ifPresent(t -> nodes += TreeSize.of(t, MOST_NODES));
        if (tree.isPresent() && isExhausted()) {
            findings.error(
                    tree.get(),
                    "compose.too-large",
                    "the files that lead here are too many or too large: at most %d files and %d values together"
                            .formatted(MOST_FILES, MOST_NODES));
            return Optional.empty();
        }
        return tree;
    }

    /**
     * Whether another file can be read; said where it cannot.
     *
     * @param path from the bundle's root
     * @param shown as the person wrote it
     */
    boolean isThere(String path, String shown, Located at) {
        if (Folder.isOutside(path)) {
            findings.error(
                    at,
                    "compose.path-outside",
                    "%s leads out of the first Compose file's folder: a deploy carries only what is inside it"
                            .formatted(Shown.quoted(shown)),
                    "move the file into that folder");
            return false;
        }
        if (file(path).isEmpty()) {
            findings.error(at, "compose.missing-file", "there is no file %s".formatted(Shown.quoted(shown)));
            return false;
        }
        return true;
    }

    /** The path in the project; said, and empty, where it leads to another machine or to the root of this one. */
    Optional<String> relative(String path, Located at) {
        Optional<String> relative = Relocation.relative(path);
        if (relative.isEmpty()) {
            findings.error(
                    at,
                    "compose.path-outside",
                    "%s is not a path relative to the Compose file: a deploy carries only what is inside its folder"
                            .formatted(Shown.quoted(path)),
                    "copy the file into that folder");
        }
        return relative;
    }
}
