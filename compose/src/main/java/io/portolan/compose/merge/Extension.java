package io.portolan.compose.merge;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** {@code extends}: a service on top of another one, of the same file or of another (Compose specification, "extends"). */
final class Extension {
    private static final int DEEPEST = 100;

    private final FileTrees files;
    private final TreeMerge merge;
    private final Findings findings;
    private final Scope scope;
    private final Map<String, Services> others = new HashMap<>();

    Extension(FileTrees files, TreeMerge merge, Findings findings, Scope scope) {
        this.files = files;
        this.merge = merge;
        this.findings = findings;
        this.scope = scope;
    }

    /** The services of one file, and those of them that are done. */
    private record Services(String file, Map<String, Node> forms, Map<String, Node> done) {
        static Services of(String file, Mapping forms) {
            Map<String, Node> byName = new LinkedHashMap<>();
            forms.entries().forEach(e -> byName.put(e.name(), e.value()));
            return new Services(file, byName, new HashMap<>());
        }
    }

    private record Wanted(String service, Optional<Node> file, Located at) {}

    /** @param file from the bundle's root */
    Mapping apply(Mapping root, String file) {
        Optional<Mapping.Entry> entry = root.entry("services");
        if (entry.isEmpty() || !(entry.get().value() instanceof Mapping forms)) {
            return root;
        }
        Services services = Services.of(file, forms);
        List<Mapping.Entry> extended = forms.entries().stream()
                .map(e -> e.value() instanceof Mapping ? e.with(service(services, e.name(), List.of())) : e)
                .toList();
        return root.with(root.entries().stream()
                .map(e -> e.name().equals("services") ? e.with(forms.with(extended)) : e)
                .toList());
    }

    private Node service(Services services, String name, List<String> trail) {
        Node before = services.done().get(name);
        if (before != null) {
            return before;
        }
        Node form = Objects.requireNonNull(services.forms().get(name));
        if (!(form instanceof Mapping own) || own.get("extends").isEmpty()) {
            return form;
        }
        Mapping rest = own.with(
                own.entries().stream().filter(e -> !e.name().equals("extends")).toList());
        Optional<Mapping> base = wanted(own).flatMap(w -> base(services, name, w, trail));
        Mapping extended = base.map(b -> merge.services(b, rest)).orElse(own);
        services.done().put(name, extended);
        return extended;
    }

    private Optional<Wanted> wanted(Mapping service) {
        Node extend = service.get("extends").orElseThrow();
        if (extend instanceof Scalar name) {
            return Optional.of(new Wanted(name.text(), Optional.empty(), name));
        }
        if (!(extend instanceof Mapping form)) {
            findings.error(extend, "compose.wrong-type", "a service's name or a mapping is expected here, not a list");
            return Optional.empty();
        }
        form.entries().stream()
                .filter(e -> !List.of("service", "file").contains(e.name())
                        && !e.name().startsWith("x-"))
                .forEach(e -> findings.error(
                        e.key(),
                        "compose.unknown-key",
                        "%s is no key that the Compose specification knows here".formatted(Shown.quoted(e.name())),
                        "`extends` takes `service` and `file`"));
        Optional<Node> name = form.get("service");
        if (name.isEmpty() || !(name.get() instanceof Scalar text)) {
            findings.error(form, "compose.invalid-value", "`extends` needs the name of a service: `service`");
            return Optional.empty();
        }
        return Optional.of(new Wanted(text.text(), form.get("file"), text));
    }

    private Optional<Mapping> base(Services services, String name, Wanted wanted, List<String> trail) {
        String self = "%s in %s".formatted(name, services.file());
        List<String> next = new ArrayList<>(trail);
        next.add(self);
        if (trail.contains(self) || next.size() > DEEPEST) {
            findings.error(
                    wanted.at(),
                    "compose.extends-cycle",
                    trail.contains(self)
                            ? "a cycle: " + String.join(" extends ", next)
                            : "services extend each other over more than %d steps".formatted(DEEPEST));
            return Optional.empty();
        }
        Optional<Services> from = wanted.file().isEmpty()
                ? Optional.of(services)
                : inFile(wanted.file().get());
        if (from.isEmpty()) {
            return Optional.empty();
        }
        if (!from.get().forms().containsKey(wanted.service())) {
            unknown(wanted, from.get());
            return Optional.empty();
        }
        Node base = service(from.get(), wanted.service(), next);
        return base instanceof Mapping form ? Optional.of(form) : Optional.empty();
    }

    private Optional<Services> inFile(Node file) {
        return files.relative(TreeMerge.text(file), file).flatMap(f -> other(f, file));
    }

    private void unknown(Wanted wanted, Services from) {
        String message = "there is no service %s in %s"
                .formatted(Shown.quoted(wanted.at() instanceof Scalar s ? s.written() : wanted.service()), from.file());
        Nearest.to(wanted.service(), from.forms().keySet())
                .ifPresentOrElse(
                        near -> findings.error(
                                wanted.at(), "compose.unknown-service", message, "did you mean `" + near + "`?"),
                        () -> findings.error(wanted.at(), "compose.unknown-service", message));
    }

    /** The services of another file, their paths written as seen from this scope's folder. */
    private Optional<Services> other(String path, Located at) {
        String file = scope.folder().resolve(path);
        Services known = others.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        if (!files.isThere(file, path, at)) {
            return Optional.empty();
        }
        Optional<Mapping> root = files.tree(file, scope.variables());
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> forms = Relocation.of(root.get(), Folder.holding(path)).get("services");
        if (forms.isEmpty() || !(forms.get() instanceof Mapping mapping)) {
            findings.error(at, "compose.no-services", "the file %s has no services".formatted(Shown.quoted(path)));
            return Optional.empty();
        }
        Services services = Services.of(file, mapping);
        others.put(file, services);
        return Optional.of(services);
    }
}
