package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Located;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Mount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A mount in long form. The template dialect adds {@code content} (the text of the file that is mounted), {@code
 * is_directory} and {@code mode} (the file's permissions).
 */
final class LongMount {
    private static final Vocabulary KEYS = Vocabulary.of(
            "type",
            "source",
            "target",
            "read_only",
            "consistency",
            "bind",
            "volume",
            "tmpfs",
            "content",
            "is_directory",
            "isDirectory",
            "mode",
            "image");
    private static final Vocabulary BIND =
            Vocabulary.of("propagation", "create_host_path", "recursive").meaningless("selinux");
    private static final Vocabulary VOLUME = Vocabulary.of("nocopy", "subpath", "labels");
    private static final Vocabulary IMAGE = Vocabulary.of("subpath");
    private static final List<String> TYPES = List.of("bind", "volume", "tmpfs", "image");
    private static final Vocabulary TMPFS = Vocabulary.of("size", "mode");

    private final Values values;
    private final Findings findings;
    private final BundleFiles files;
    private final Quantities quantities;
    private final MountsReader mounts;
    private final MountOptions options;

    LongMount(Reading reading, MountsReader mounts) {
        this.values = reading.values();
        this.findings = reading.findings();
        this.files = reading.files();
        this.quantities = reading.quantities();
        this.mounts = mounts;
        this.options = new MountOptions(values, findings);
    }

    Optional<Mount> read(Mapping form) {
        KEYS.check(form, findings);
        Optional<Scalar> type = values.scalar(form, "type");
        Optional<Scalar> target = values.scalar(form, "target");
        if (type.isEmpty() || target.isEmpty()) {
            if (!form.has("type") || !form.has("target")) {
                findings.error(form, MountsReader.INVALID, "a mount in long form needs `type` and `target`");
            }
            return Optional.empty();
        }
        if (!mounts.isTarget(target.get(), target.get().text())) {
            return Optional.empty();
        }
        otherTypes(form, type.get().text());
        return switch (type.get().text()) {
            case "volume" -> volume(form, target.get().text());
            case "bind" -> bind(form, target.get().text());
            case "tmpfs" -> tmpfs(form, target.get().text());
            case "image" -> image(form, target.get().text());
            case "npipe" -> limit(type.get(), "a named pipe is a thing of Windows: an engine on Linux refuses it");
            case "cluster" -> limit(type.get(), "only a Swarm has cluster volumes: one engine refuses them");
            default -> {
                values.wrongValue(type.get(), "is none of bind, volume, tmpfs and image");
                yield Optional.empty();
            }
        };
    }

    private Optional<Mount> limit(Scalar type, String why) {
        findings.error(type, "compose.engine-limit", why, "write `type: bind` or `type: volume`");
        return Optional.empty();
    }

    /** The official program warns alike. */
    private void otherTypes(Mapping form, String type) {
        for (String other : TYPES) {
            if (!other.equals(type) && TYPES.contains(type)) {
                form.entry(other)
                        .filter(e -> !e.value().isNull())
                        .ifPresent(e -> findings.warning(
                                e.key(),
                                "compose.no-meaning",
                                "`%s` says nothing of a mount of type %s".formatted(other, type)));
            }
        }
    }

    private Optional<Mount> image(Mapping form, String target) {
        Optional<Mapping> options = values.mapping(form, "image");
        options.ifPresent(o -> IMAGE.check(o, findings));
        String subpath = options.map(this.options::subpath).orElse("");
        Optional<Scalar> source = values.scalar(form, "source");
        if (source.isEmpty() || source.get().text().isEmpty()) {
            findings.error(
                    source.<Located>map(s -> s).orElse(form),
                    MountsReader.INVALID,
                    "a mount of an image needs a `source`, the image's name");
            return Optional.empty();
        }
        if (!ImageReader.isReference(source.get().text())) {
            values.wrongValue(source.get(), "is not the name of an image");
            return Optional.empty();
        }
        return Optional.of(new Mount.Image(source.get().text(), target, values.flag(form, "read_only"), subpath));
    }

    private Optional<Mount> volume(Mapping form, String target) {
        boolean readOnly = values.flag(form, "read_only");
        Optional<Mapping> options = values.mapping(form, "volume");
        options.ifPresent(o -> VOLUME.check(o, findings));
        boolean noCopy = options.map(o -> values.flag(o, "nocopy")).orElse(false);
        if (form.has("content")) {
            findings.error(form, MountsReader.INVALID, "`content` is the text of a file: it goes with `type: bind`");
        }
        Map<String, String> labels = options.map(this.options::labels).orElse(Map.of());
        String subpath = options.map(this.options::subpath).orElse("");
        Optional<Scalar> source = values.scalar(form, "source").filter(s -> mounts.isVolumeName(s, s.text()));
        if (form.get("source").isEmpty()) {
            options.filter(_ -> !subpath.isEmpty())
                    .flatMap(o -> o.get("subpath"))
                    .ifPresent(s -> findings.error(
                            s, MountsReader.INVALID, "a volume without a name is new, and has nothing inside"));
            return Optional.of(new Mount.Anonymous(target, readOnly, labels));
        }
        if (!labels.isEmpty()) {
            findings.warning(
                    options.flatMap(o -> o.get("labels")).<Located>map(n -> n).orElse(form),
                    "compose.no-meaning",
                    "an engine labels a volume when it is made, and this one is made before it is mounted: its labels"
                            + " stand under `volumes` at the top");
        }
        return source.map(s -> new Mount.Volume(s.text(), target, readOnly, noCopy, subpath));
    }

    private Optional<Mount> bind(Mapping form, String target) {
        Optional<Mapping> options = values.mapping(form, "bind");
        options.ifPresent(o -> BIND.check(o, findings));
        String propagation = options.flatMap(this.options::propagation).orElse("");
        // Compose specification, "bind": create_host_path defaults to true.
        boolean create =
                options.flatMap(o -> values.bool(o, "create_host_path")).orElse(true);
        Optional<Scalar> source = values.scalar(form, "source");
        if (source.isEmpty() || source.get().text().isEmpty()) {
            findings.error(
                    source.<Located>map(s -> s).orElse(form), MountsReader.INVALID, "a bind mount needs a `source`");
            return Optional.empty();
        }
        String path = withContent(form, source.get());
        String recursive = options.map(o -> this.options.recursive(o, form)).orElse("");
        return mounts.bind(
                source.get(),
                new Mount.Bind(path, target, values.flag(form, "read_only"), create, propagation, recursive));
    }

    /** The source, once the file that the mount holds the text of is there. */
    private String withContent(Mapping form, Scalar source) {
        boolean directory = values.flag(form, form.has("isDirectory") ? "isDirectory" : "is_directory");
        boolean file = !directory && (form.has("isDirectory") || form.has("is_directory"));
        Optional<Scalar> content =
                form.entry("content").map(Mapping.Entry::value).flatMap(this::text);
        if (content.isEmpty() && (!file || source.text().startsWith("/"))) {
            return source.text();
        }
        boolean home = HomePaths.isOne(source.text());
        if (content.isEmpty() && home) {
            return source.text();
        }
        if (directory || source.text().startsWith("/") || home) {
            findings.error(
                    content.orElse(source),
                    MountsReader.INVALID,
                    "`content` is the text of a file that comes with the deploy: its source is a relative path of a file");
            return source.text();
        }
        int mode = values.scalar(form, "mode").map(this::mode).orElse(0644);
        return files.relative(source, source.text())
                .filter(path -> content.isPresent() || files.file(path).isEmpty())
                .map(path -> files.add(path, content.map(Scalar::text).orElse(""), mode, source))
                .orElse(source.text());
    }

    private int mode(Scalar scalar) {
        OptionalInt mode = MountsReader.octal(scalar.text());
        if (mode.isEmpty()) {
            values.wrongValue(scalar, "is no file mode: write it in octal, like \"0644\"");
        }
        return mode.orElse(0644);
    }

    private Optional<Scalar> text(Node node) {
        if (node instanceof Scalar scalar) {
            return Optional.of(scalar);
        }
        values.wrongType(node, "the text of a file");
        return Optional.empty();
    }

    private Optional<Mount> tmpfs(Mapping form, String target) {
        Optional<Mapping> options = values.mapping(form, "tmpfs");
        options.ifPresent(o -> TMPFS.check(o, findings));
        OptionalLong size = options.map(o -> quantities.bytes(o, "size")).orElse(OptionalLong.empty());
        OptionalInt mode = options.flatMap(o -> values.scalar(o, "mode"))
                .map(m -> OptionalInt.of(mode(m)))
                .orElse(OptionalInt.empty());
        return Optional.of(new Mount.Tmpfs(target, size, mode));
    }
}
