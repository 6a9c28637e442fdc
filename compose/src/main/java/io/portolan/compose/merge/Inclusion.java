package io.portolan.compose.merge;

import io.portolan.compose.interpolate.EnvFile;
import io.portolan.compose.interpolate.Variables;
import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.compose.yaml.Sequence;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code include}: other projects' resources beside this file's own (Compose specification, "include"). */
final class Inclusion {
    private static final Set<String> KEYS = Set.of("path", "project_directory", "env_file");
    private static final List<String> GROUPS =
            List.of("services", "volumes", "networks", "secrets", "configs", "models");

    private final ProjectTree project;
    private final FileTrees files;
    private final TreeMerge merge;
    private final Findings findings;
    private final Scope scope;

    Inclusion(ProjectTree project, FileTrees files, TreeMerge merge, Findings findings, Scope scope) {
        this.project = project;
        this.files = files;
        this.merge = merge;
        this.findings = findings;
        this.scope = scope;
    }

    /** @param file from the bundle's root */
    Mapping apply(Mapping root, String file) {
        Optional<Node> include = root.get("include");
        Mapping own = root.with(
                root.entries().stream().filter(e -> !e.name().equals("include")).toList());
        if (include.isEmpty()) {
            return own;
        }
        if (!(include.get() instanceof Sequence list)) {
            findings.error(
                    include.get(),
                    "compose.wrong-type",
                    "a list is expected here, not " + include.get().kind());
            return own;
        }
        List<String> trail = new ArrayList<>(scope.trail());
        trail.add(file);
        for (Node item : list.items()) {
            if (files.isExhausted()) {
                break;
            }
            Optional<Mapping> included = one(item, trail);
            if (included.isPresent()) {
                own = beside(included.get(), own);
            }
        }
        return own;
    }

    private Optional<Mapping> one(Node item, List<String> trail) {
        Optional<Mapping> form = item instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
        form.ifPresent(this::checkKeys);
        List<Scalar> paths = form.isPresent() ? texts(form.get(), "path") : texts(item);
        if (paths.isEmpty()) {
            findings.error(item, "compose.invalid-value", "an `include` needs the path of a Compose file");
            return Optional.empty();
        }
        List<String> relative = new ArrayList<>();
        for (Scalar path : paths) {
            Optional<String> inside = files.relative(path.text(), path)
                    .filter(p -> files.isThere(scope.folder().resolve(p), p, path) && !isCycle(path, p, trail));
            if (inside.isEmpty()) {
                return Optional.empty();
            }
            relative.add(inside.get());
        }
        Folder folder = form.flatMap(f -> f.get("project_directory"))
                .map(TreeMerge::text)
                .map(Folder::of)
                .orElseGet(() -> Folder.holding(relative.getFirst()));
        Optional<Variables> variables = variables(form, folder);
        return variables
                .flatMap(v -> project.model(
                        relative.stream().map(scope.folder()::resolve).toList(),
                        new Scope(scope.folder().folder(folder), v, trail)))
                .map(tree -> Relocation.of(new OwnVariables(variables.get()).fill(tree), folder));
    }

    private void checkKeys(Mapping form) {
        for (Mapping.Entry entry : form.entries()) {
            if (!KEYS.contains(entry.name()) && !entry.name().startsWith("x-")) {
                findings.error(
                        entry.key(),
                        "compose.unknown-key",
                        "%s is no key that the Compose specification knows here".formatted(Shown.quoted(entry.name())),
                        "`include` takes `path`, `project_directory` and `env_file`");
            }
        }
    }

    private boolean isCycle(Scalar at, String path, List<String> trail) {
        String file = scope.folder().resolve(path);
        if (!trail.contains(file)) {
            return false;
        }
        findings.error(
                at,
                "compose.include-cycle",
                "a cycle: %s includes %s".formatted(String.join(" includes ", trail), file));
        return true;
    }

    /** Those of this file win over those of the included one's env files. */
    private Optional<Variables> variables(Optional<Mapping> form, Folder folder) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Scalar> named = form.map(f -> texts(f, "env_file")).orElse(List.of());
        if (named.isEmpty()) {
            read(scope.folder().folder(folder).resolve(".env"), values);
        }
        for (Scalar path : named) {
            if (path.text().equals("/dev/null")) {
                continue;
            }
            Optional<String> inside = files.relative(path.text(), path);
            if (inside.isEmpty() || !files.isThere(scope.folder().resolve(inside.get()), inside.get(), path)) {
                return Optional.empty();
            }
            read(scope.folder().resolve(inside.get()), values);
        }
        return Optional.of(scope.variables().over(values));
    }

    private void read(String path, Map<String, String> values) {
        Optional<Bundle.File> file = files.file(path);
        if (file.isPresent()) {
            Map<String, String> known = new LinkedHashMap<>(values);
            known.putAll(scope.variables().values());
            values.putAll(EnvFile.read(path, file.get().content(), known, findings));
        }
    }

    private List<Scalar> texts(Mapping form, String key) {
        return form.get(key).map(this::texts).orElse(List.of());
    }

    private List<Scalar> texts(Node node) {
        List<Node> items = node instanceof Sequence list ? list.items() : List.of(node);
        List<Scalar> texts = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof Scalar text && !text.isNull()) {
                texts.add(text);
            } else {
                findings.error(item, "compose.wrong-type", "a path is expected here, not " + item.kind());
            }
        }
        return texts;
    }

    /** The including file's own resources win; what both have is merged. */
    private Mapping beside(Mapping included, Mapping own) {
        Map<String, Mapping.Entry> all = new LinkedHashMap<>();
        own.entries().forEach(e -> all.put(e.name(), e));
        for (String group : GROUPS) {
            Optional<Mapping.Entry> entry = included.entry(group);
            if (entry.isPresent() && entry.get().value() instanceof Mapping resources) {
                Mapping.Entry before = all.get(group);
                Mapping mine = before != null && before.value() instanceof Mapping m ? m : resources.with(List.of());
                Mapping both = resources(resources, mine, group);
                all.put(group, before == null ? entry.get().with(both) : before.with(both));
            }
        }
        return own.with(List.copyOf(all.values()));
    }

    private Mapping resources(Mapping included, Mapping own, String group) {
        Map<String, Mapping.Entry> all = new LinkedHashMap<>();
        own.entries().forEach(e -> all.put(e.name(), e));
        for (Mapping.Entry entry : included.entries()) {
            Mapping.Entry mine = all.get(entry.name());
            if (mine == null) {
                all.put(entry.name(), entry);
            } else if (!mine.value().position().equals(entry.value().position())) {
                findings.warning(
                        mine.key(),
                        "compose.include-conflict",
                        "the included %s has %s too: the two are merged, and what stands here wins"
                                .formatted(entry.key().position().path(), Shown.quoted(entry.name())));
                all.put(entry.name(), mine.with(merge.resources(entry.value(), mine.value(), group)));
            }
        }
        return own.with(List.copyOf(all.values()));
    }
}
