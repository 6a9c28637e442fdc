package io.portolan.compose.merge;

import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.YamlLimits;
import io.portolan.model.stack.Bundle;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All files of a project as one tree. Of each file, in order: variables, {@code include}, {@code extends}; then it is
 * merged over the files before it.
 */
public final class ProjectTree {
    private final FileTrees files;
    private final TreeMerge merge;
    private final Findings findings;

    /** @param files by their paths from the bundle's root */
    public ProjectTree(Function<String, Optional<Bundle.File>> files, Findings findings) {
        this.files = new FileTrees(files, findings);
        this.merge = new TreeMerge(findings);
        this.findings = findings;
    }

    /** Empty, and reported, where a file cannot be read as a tree. */
    public Optional<Mapping> load(List<String> composeFiles, Variables variables) {
        Optional<Mapping> tree = model(composeFiles, new Scope(Folder.ROOT, variables, List.of()));
        return files.isExhausted() ? Optional.empty() : tree.flatMap(this::bounded);
    }

    /** Every file that took part, as it was written. */
    public List<Mapping> written() {
        return files.written();
    }

    /** @param paths from the bundle's root */
    Optional<Mapping> model(List<String> paths, Scope scope) {
        Optional<Mapping> model = Optional.empty();
        boolean whole = true;
        for (String path : paths) {
            Optional<Mapping> tree = files.tree(path, scope.variables());
            whole &= tree.isPresent();
            if (tree.isPresent()) {
                Mapping included = new Inclusion(this, files, merge, findings, scope).apply(tree.get(), path);
                Mapping extended = new Extension(files, merge, findings, scope).apply(included, path);
                Mapping merged = model.isPresent() ? merge.files(model.get(), extended) : extended;
                model = bounded(TreeMerge.settled(merged));
                whole &= model.isPresent();
            }
        }
        return whole ? model : Optional.empty();
    }

    private Optional<Mapping> bounded(Mapping tree) {
        if (!merge.isExhausted() && TreeSize.of(tree, YamlLimits.EXPANDED_NODES) <= YamlLimits.EXPANDED_NODES) {
            return Optional.of(tree);
        }
        findings.error(
                tree,
                "compose.too-large",
                "merging multiplies these files beyond %d values".formatted(YamlLimits.EXPANDED_NODES));
        return Optional.empty();
    }
}
