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
import java.util.OptionalLong;
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

    MountsReader(Reading reading) {
        this.values = reading.values();
        this.findings = reading.findings();
        this.files = reading.files();
        this.longMount = new LongMount(reading, this);
        this.grants = new GrantsReader(reading);
    }

    List<Mount> read(Mapping service) {
        Map<String, Mount> byTarget = new LinkedHashMap<>();
        for (Node item : values.list(service, "volumes")) {
            Optional<Mount> mount = item instanceof Mapping form
                    ? longMount.read(form)
                    : values.scalar(item).flatMap(this::shortForm);
            mount.ifPresent(m -> add(m, item, byTarget));
        }
        for (Scalar item : values.textOrTexts(service, "tmpfs")) {
            tmpfs(item).ifPresent(m -> add(m, item, byTarget));
        }
        if (values.flag(service, "use_api_socket")) {
            // The official engine brings the credentials of who deploys along; here nobody's are.
            byTarget.putIfAbsent(API_SOCKET, new Mount.Bind(API_SOCKET, API_SOCKET, false, false, ""));
        }
        grants.read(service).forEach(g -> add(g.mount(), g.at(), byTarget));
        return new ArrayList<>(byTarget.values());
    }

    private void add(Mount mount, Node item, Map<String, Mount> byTarget) {
        Mount before = byTarget.putIfAbsent(mount.target(), mount);
        if (before == null) {
            return;
        }
        if (before.equals(mount)) {
            findings.warning(item, "compose.duplicate-mount", "this mount stands here twice");
        } else {
            findings.error(
                    item,
                    "compose.duplicate-mount",
                    "two mounts have the same place in the container: %s".formatted(mount.target()));
        }
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
            return bind(at, source, target, modes.readOnly(), true, modes.propagation());
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

    Optional<Mount> bind(
            Scalar at, String source, String target, boolean readOnly, boolean create, String propagation) {
        if (source.startsWith("~")) {
            findings.error(
                    at,
                    "compose.home-path",
                    "a path in a home folder has no meaning on a server: whose it is depends on who asks",
                    "write an absolute path of the server, a path relative to this file, or a named volume");
            return Optional.empty();
        }
        if (source.startsWith("/")) {
            return Optional.of(new Mount.Bind(source, target, readOnly, create, propagation));
        }
        if (!propagation.isEmpty() && !propagation.equals("rprivate")) {
            findings.error(
                    at,
                    "compose.not-carried-out",
                    "propagation of a path that comes with the deploy is not carried out yet by this version");
            return Optional.empty();
        }
        return files.relative(at, source)
                .map(path -> new Mount.BundlePath("", path, target, readOnly, files.digest(path)));
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
        if (!isTarget(at, parts[0])) {
            return Optional.empty();
        }
        OptionalLong size = OptionalLong.empty();
        OptionalInt mode = OptionalInt.empty();
        for (String option : parts.length == 1 ? new String[0] : parts[1].split(",")) {
            if (option.startsWith("size=")
                    && Quantities.bytes(option.substring(5)).isPresent()) {
                size = Quantities.bytes(option.substring(5));
            } else if (option.startsWith("mode=") && octal(option.substring(5)).isPresent()) {
                mode = octal(option.substring(5));
            } else if (!option.equals("rw") && !option.isEmpty()) {
                findings.error(
                        at,
                        "compose.not-carried-out",
                        "this option of a tmpfs is not carried out yet by this version: only size and mode are");
            }
        }
        return Optional.of(new Mount.Tmpfs(parts[0], size, mode));
    }

    /** YAML reads {@code 0755} as a decimal number; a mode is octal in every spelling. */
    static OptionalInt octal(String text) {
        return OCTAL.matcher(text).matches()
                ? OptionalInt.of(Integer.parseInt(text.replace("o", ""), 8))
                : OptionalInt.empty();
    }
}
