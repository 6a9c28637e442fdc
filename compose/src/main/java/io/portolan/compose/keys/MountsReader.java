package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.Shown;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.stack.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** {@code volumes} in both forms and {@code tmpfs} (Compose specification, "volumes", "tmpfs"). */
final class MountsReader {
    static final String API_SOCKET = "/var/run/docker.sock";
    static final String INVALID = "compose.invalid-volume";
    private static final Pattern VOLUME_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final Pattern OCTAL = Pattern.compile("(0o?)?[0-7]{1,4}");

    private final Values values;
    private final Findings findings;
    private final BundleFiles files;
    private final LongMount longMount;
    private final GrantsReader grants;
    private final TmpfsOptions memory;

    MountsReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
        this.files = reading.files();
        this.longMount = new LongMount(reading, this);
        this.grants = new GrantsReader(reading);
        this.memory = new TmpfsOptions(values);
    }

    List<Mount> read(Mapping service) {
        Map<String, Mount> byTarget = new LinkedHashMap<>();
        for (Node item : values.list(service, "volumes")) {
            Optional<Mount> mount = item instanceof Mapping form
                    ? longMount.read(form)
                    : values.scalar(item).flatMap(this::shortForm);
            mount.ifPresent(m -> add(m, item, byTarget));
        }
        Map<String, Mount> inMemory = new LinkedHashMap<>();
        for (Scalar item : values.textOrTexts(service, "tmpfs")) {
            tmpfs(item).ifPresent(m -> add(m, item, inMemory));
        }
        if (values.flag(service, "use_api_socket")) {
            // The official engine brings the credentials of who deploys along; here nobody's are.
            byTarget.putIfAbsent(API_SOCKET, new Mount.Bind(API_SOCKET, API_SOCKET, false, false, ""));
        }
        grants.read(service).forEach(g -> add(g.mount(), g.at(), byTarget));
        inMemory.forEach((target, mount) -> {
            if (byTarget.putIfAbsent(target, mount) != null) {
                findings.error(
                        service.get("tmpfs").orElse(service),
                        "compose.duplicate-mount",
                        "%s is a mount and a tmpfs: an engine refuses both at one place (\"Duplicate mount point\")"
                                .formatted(target));
            }
        });
        return new ArrayList<>(byTarget.values());
    }

    /** Of two at one place the later one counts, as for the official program. */
    private void add(Mount mount, Node item, Map<String, Mount> byTarget) {
        Mount before = byTarget.put(place(mount.target()), mount);
        if (before != null) {
            findings.warning(
                    item,
                    "compose.duplicate-mount",
                    before.equals(mount)
                            ? "this mount stands here twice"
                            : "this mount takes the place of another one above: both are at %s"
                                    .formatted(mount.target()));
        }
    }

    private static String place(String target) {
        return target.length() > 1 ? target.replaceAll("/+$", "") : target;
    }

    private Optional<Mount> shortForm(Scalar at) {
        List<String> parts = List.of(at.text().strip().split(":", -1));
        if (parts.size() > 3 || parts.stream().anyMatch(String::isEmpty)) {
            values.wrong(at, INVALID, "is not a mount: write source:/target, source:/target:ro or /target");
            return Optional.empty();
        }
        String target = parts.size() == 1 ? parts.get(0) : parts.get(1);
        if (!isTarget(at, target)) {
            return Optional.empty();
        }
        MountModes modes = MountModes.parse(parts.size() == 3 ? parts.get(2) : "", at, values);
        if (parts.size() == 1) {
            return Optional.of(new Mount.Anonymous(target, false));
        }
        return source(at, parts.get(0), target, modes);
    }

    /** Compose specification, "Short syntax": a source with {@code /}, {@code .} or {@code ~} in front is a path. */
    private Optional<Mount> source(Scalar at, String source, String target, MountModes modes) {
        if (source.startsWith("/") || source.startsWith(".") || source.startsWith("~")) {
            return bind(at, new Mount.Bind(source, target, modes.readOnly(), true, modes.propagation()));
        }
        if (!modes.propagation().isEmpty()) {
            values.wrong(at, INVALID, "gives a propagation, which only a bind mount has");
            return Optional.empty();
        }
        String name = source.contains("/") ? fromPath(at, source) : source;
        return isVolumeName(at, name)
                ? Optional.of(new Mount.Volume(name, target, modes.readOnly(), modes.noCopy()))
                : Optional.empty();
    }

    /** Template dialect: what reads like a path and does not begin with {@code ./} is a volume of that name. */
    private String fromPath(Scalar at, String source) {
        String name = source.replaceAll("/+$", "").replace('/', '-');
        findings.warning(
                at,
                "compose.path-as-volume",
                "%s is taken for the volume %s: a path relative to this file begins with ./"
                        .formatted(Shown.quoted(at.written().split(":", 2)[0]), Shown.quoted(name)));
        return name;
    }

    /** @param asked with the host path as the author wrote it */
    Optional<Mount> bind(Scalar at, Mount.Bind asked) {
        String source = asked.hostPath();
        if (source.startsWith("/")) {
            return Optional.of(asked);
        }
        Optional<String> path =
                HomePaths.isOne(source) ? HomePaths.relative(at, source, findings) : files.relative(at, source);
        return path.map(p -> new Mount.BundlePath(
                "", p, asked.target(), asked.readOnly(), files.digest(p), asked.propagation(), asked.recursive()));
    }

    boolean isVolumeName(Scalar at, String name) {
        if (VOLUME_NAME.matcher(name).matches()) {
            return true;
        }
        values.wrong(
                at,
                INVALID,
                name.contains("/")
                        ? "has a source that is neither a volume's name nor a path: a relative path begins with ./"
                        : "has a source that is no volume's name: letters, digits, \"_\", \".\" and \"-\"");
        return false;
    }

    boolean isTarget(Scalar at, String target) {
        if (target.startsWith("/") && target.indexOf('\0') < 0) {
            return true;
        }
        values.wrong(at, INVALID, "has no absolute path inside the container");
        return false;
    }

    private Optional<Mount> tmpfs(Scalar at) {
        String[] parts = at.text().split(":", 2);
        return isTarget(at, parts[0]) ? memory.read(at, parts[0], parts.length == 1 ? "" : parts[1]) : Optional.empty();
    }

    /** YAML reads {@code 0755} as a decimal number; a mode is octal in every spelling. */
    static OptionalInt octal(String text) {
        return OCTAL.matcher(text).matches()
                ? OptionalInt.of(Integer.parseInt(text.replace("o", ""), 8))
                : OptionalInt.empty();
    }
}
