package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.report.Nearest;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.Secret;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Mount;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code configs} and {@code secrets} of a service, mounted where the service expects them and read-only (Compose
 * specification, "configs", "secrets"). A file of the folder is copied for it: what a container reads is what came with
 * its deploy, whatever becomes of the file.
 */
final class GrantsReader {
    private static final int READABLE = 0444;
    private static final Vocabulary KEYS = Vocabulary.of("source", "target", "uid", "gid", "mode");

    private final Reading reading;
    private final Values values;
    private final Findings findings;

    GrantsReader(Reading reading) {
        this.reading = reading;
        this.values = reading.values();
        this.findings = reading.findings();
    }

    record Granted(Mount mount, Node at) {}

    /** What one item asks for; owner and mode as far as they are said. */
    private record Wanted(Scalar source, String target, OptionalInt uid, OptionalInt gid, OptionalInt mode) {
        boolean isAsTheFileIs() {
            return uid.isEmpty() && gid.isEmpty() && mode.isEmpty();
        }
    }

    List<Granted> read(Mapping service) {
        List<Granted> all = new ArrayList<>();
        for (String group : List.of("configs", "secrets")) {
            for (Node item : values.list(service, group)) {
                wanted(item, group).flatMap(w -> mount(w, group)).ifPresent(mount -> all.add(new Granted(mount, item)));
            }
        }
        return all;
    }

    private Optional<Wanted> wanted(Node item, String group) {
        String folder = group.equals("secrets") ? "/run/secrets/" : "/";
        if (!(item instanceof Mapping form)) {
            OptionalInt none = OptionalInt.empty();
            return values.scalar(item).map(s -> new Wanted(s, folder + s.text(), none, none, none));
        }
        KEYS.check(form, findings);
        Optional<Scalar> source = values.scalar(form, "source");
        if (source.isEmpty() && !form.has("source")) {
            findings.error(
                    form, "compose.invalid-value", "`source` has to name one of the top-level `%s`".formatted(group));
        }
        OptionalInt uid = values.integer(form, "uid", 0, Integer.MAX_VALUE);
        OptionalInt gid = values.integer(form, "gid", 0, Integer.MAX_VALUE);
        OptionalInt mode = values.scalar(form, "mode").map(this::mode).orElse(OptionalInt.empty());
        return source.map(s -> {
            String target = values.text(form, "target").orElse(s.text());
            return new Wanted(s, target.startsWith("/") ? target : folder + target, uid, gid, mode);
        });
    }

    private OptionalInt mode(Scalar scalar) {
        OptionalInt mode = MountsReader.octal(scalar.text());
        if (mode.isEmpty()) {
            values.wrongValue(scalar, "is no file mode: write it in octal, like 0440");
        }
        return mode;
    }

    private Optional<Mount> mount(Wanted wanted, String group) {
        Optional<Mapping> all = reading.files().declared(group);
        Optional<Node> declared = all.flatMap(a -> a.get(wanted.source().text()));
        if (declared.isEmpty()) {
            undeclared(wanted.source(), group, all);
            return Optional.empty();
        }
        if (!(declared.get() instanceof Mapping form)
                || !FileDeclarations.isName(wanted.source().text())) {
            // Said where it is declared.
            return Optional.empty();
        }
        if (FileDeclarations.isExternal(form)) {
            findings.error(
                    wanted.source(),
                    "compose.external-file",
                    "%s is external: only a Swarm keeps %s of its own, one engine has none"
                            .formatted(Shown.quoted(wanted.source().text()), group),
                    "give it a `file`, `environment` or `content`");
            return Optional.empty();
        }
        return form.get("file").isPresent()
                ? values.scalar(form, "file").flatMap(path -> file(wanted, group, path))
                : text(form)
                        .map(text -> grant(wanted, group, text.reveal().getBytes(StandardCharsets.UTF_8), READABLE));
    }

    private void undeclared(Scalar source, String group, Optional<Mapping> all) {
        String message = "%s is not declared under the top-level `%s`".formatted(Shown.quoted(source.text()), group);
        List<String> names = all.map(Mapping::entries).orElse(List.of()).stream()
                .map(Mapping.Entry::name)
                .toList();
        Nearest.to(source.text(), names)
                .ifPresentOrElse(
                        near -> findings.error(
                                source, "compose.undeclared-file", message, "did you mean `" + near + "`?"),
                        () -> findings.error(source, "compose.undeclared-file", message));
    }

    /** A value of a variable or of the file itself; a secret, as nobody knows what it is used for. */
    private Optional<Secret> text(Mapping form) {
        Optional<Node> content = form.get("content");
        if (content.isPresent()) {
            return values.scalar(content.get()).map(s -> new Secret(s.text()));
        }
        return values.scalar(form, "environment").flatMap(this::variable);
    }

    private Optional<Secret> variable(Scalar name) {
        Optional<String> value = reading.variables().value(name.text());
        if (value.isEmpty()) {
            missing(name, name.text());
        }
        return value.map(Secret::new);
    }

    private void missing(Located at, String name) {
        findings.error(
                at,
                "compose.required-variable",
                "the variable %s is required and not set".formatted(Shown.quoted(name)),
                "set it with --set %s=…, in an env file or in .env".formatted(name));
    }

    private Optional<Mount> file(Wanted wanted, String group, Scalar path) {
        if (path.text().startsWith("/")) {
            if (!wanted.isAsTheFileIs()) {
                findings.warning(
                        wanted.source(),
                        "compose.no-meaning",
                        "a file of the server keeps its owner and mode: `uid`, `gid` and `mode` are left out");
            }
            return Optional.of(new Mount.Bind(path.text(), wanted.target(), true, false, ""));
        }
        if (path.text().startsWith("~")) {
            findings.error(
                    path,
                    "compose.home-path",
                    "a path in a home folder has no meaning on a server: whose it is depends on who asks",
                    "write an absolute path of the server, or a path relative to this file");
            return Optional.empty();
        }
        Optional<String> relative = reading.files().relative(path, path.text());
        Optional<Bundle.File> file = relative.flatMap(reading.files()::file);
        if (relative.isPresent() && file.isEmpty()) {
            if (reading.files().areExpectedLater()) {
                findings.warning(path, "compose.missing-file", "this file does not exist: a deploy needs it");
            } else {
                findings.error(path, "compose.missing-file", "this file does not exist");
            }
        }
        return file.map(f -> grant(wanted, group, f.content(), f.mode()));
    }

    /** One source may be granted with several owners and modes: each is a file of its own, below the source's name. */
    private Mount grant(Wanted wanted, String group, byte[] content, int usualMode) {
        int mode = wanted.mode().orElse(usualMode);
        int uid = wanted.uid().orElse(0);
        int gid = wanted.gid().orElse(0);
        String path = "%s/%s/%o-%d-%d".formatted(group, wanted.source().text(), mode, uid, gid);
        return new Mount.Grant(
                "", path, wanted.target(), reading.files().grant(path, new Bundle.File(content, mode, uid, gid)));
    }
}
