package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.KeyPath;
import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Scalar;
import io.portolan.model.Position;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.HostMention;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.ServiceSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a bundle, with those that the Compose file itself brings ({@code content:} of the template dialect). */
final class BundleFiles {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*");

    /** What is larger is data and not what a program is told. */
    private static final int LARGEST_READ = 256 * 1024;

    private final Bundle bundle;
    private final TreeMap<String, Bundle.File> files;
    private final TreeMap<String, Bundle.File> grants = new TreeMap<>();
    private final Findings findings;
    private boolean later;
    private Mapping declaring = new Mapping(new Position("", 1, 1), KeyPath.ROOT, List.of());

    BundleFiles(Bundle bundle, Findings findings) {
        this.bundle = bundle;
        this.files = new TreeMap<>(bundle.files());
        this.findings = findings;
    }

    Optional<Bundle.File> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** @param root whose top-level {@code configs} and {@code secrets} services refer to */
    void declare(Mapping root) {
        declaring = root;
    }

    void expectLater() {
        later = true;
    }

    /** Whether a file that is missing may still come. */
    boolean areExpectedLater() {
        return later;
    }

    /** The top-level mapping of {@code configs} or {@code secrets}. */
    Optional<Mapping> declared(String group) {
        return declaring.get(group).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** Adds a config or a secret, and returns the digest of all that it is. */
    String grant(String path, Bundle.File file) {
        grants.put(path, file);
        MessageDigest digest = sha256();
        add(digest, "", file);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where files that services mount call the host by its name. */
    List<HostMention> hostMentions(List<ServiceSpec> services) {
        return services.stream()
                .flatMap(s -> s.mounts().stream().flatMap(m -> mentions(s.name(), m)))
                .distinct()
                .toList();
    }

    private Stream<HostMention> mentions(String service, Mount mount) {
        return switch (mount) {
            case Mount.Grant g ->
                Optional.ofNullable(grants.get(g.path())).stream()
                        .filter(BundleFiles::isRead)
                        .flatMap(f -> HostMention.in(f.text(), service, grantName(g.path())).stream());
            case Mount.BundlePath b ->
                beneath(b.path()).entrySet().stream()
                        .filter(e ->
                                isRead(e.getValue()) && !bundle.composeFiles().contains(e.getKey()))
                        .flatMap(e -> HostMention.in(e.getValue().text(), service, "file " + e.getKey()).stream());
            case Mount.Volume _, Mount.Anonymous _, Mount.Bind _, Mount.Tmpfs _, Mount.Image _ -> Stream.of();
        };
    }

    private static boolean isRead(Bundle.File file) {
        return file.size() <= LARGEST_READ;
    }

    /** {@code configs/nginx/444-0-0} is config nginx. */
    private static String grantName(String path) {
        String[] parts = path.split("/", -1);
        return (parts[0].equals("secrets") ? "secret " : "config ") + parts[1];
    }

    private SortedMap<String, Bundle.File> beneath(String path) {
        TreeMap<String, Bundle.File> found = new TreeMap<>();
        files.forEach((name, file) -> {
            if (path.isEmpty() || name.equals(path) || name.startsWith(path + "/")) {
                found.put(name, file);
            }
        });
        return found;
    }

    Bundle asBundle() {
        return new Bundle(bundle.composeFiles(), files, grants);
    }

    /**
     * Adds a file that the Compose file holds the text of, and returns its path: another one where the file would stand
     * in the Compose file's own place. Two different texts for one path are a mistake.
     */
    String add(String asked, String content, int mode, Scalar at) {
        Bundle.File file = new Bundle.File(content.getBytes(StandardCharsets.UTF_8), mode);
        if (asked.isEmpty()) {
            findings.error(at, "compose.invalid-volume", "a file with `content` needs a name of its own");
            return asked;
        }
        String path = bundle.composeFiles().contains(asked) ? asked + ".content" : asked;
        Bundle.File before = files.put(path, file);
        if (before != null && !before.equals(file)) {
            findings.warning(
                    at, "compose.content-replaced", "the `content` here replaces another text of the same file");
        }
        return path;
    }

    /**
     * The bundle's path for a path that is relative to the Compose file's folder; reported and empty if it leads out or
     * cannot be a path.
     */
    Optional<String> relative(Scalar at, String path) {
        if (WINDOWS.matcher(path).matches() || path.indexOf('\0') >= 0) {
            findings.error(at, "compose.invalid-path", "this is not a path of a Linux machine");
            return Optional.empty();
        }
        Optional<String> normal = normal(path);
        if (normal.isEmpty()) {
            findings.error(
                    at,
                    "compose.path-outside",
                    "the path leads out of the Compose file's folder: a deploy carries only what is inside it",
                    "move the files into that folder, or give an absolute path of the server");
        }
        return normal;
    }

    /** Without {@code .} and {@code ..}; empty if it leads out. */
    static Optional<String> normal(String path) {
        ArrayDeque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** SHA-256 over names, modes and contents at {@code path} and beneath; empty text where there is nothing. */
    String digest(String path) {
        String folder = path.isEmpty() ? "" : path + "/";
        MessageDigest digest = sha256();
        boolean any = false;
        for (Map.Entry<String, Bundle.File> entry : files.tailMap(path, true).entrySet()) {
            String name = entry.getKey();
            if (!name.startsWith(path)) {
                break;
            }
            if (name.equals(path) || name.startsWith(folder)) {
                any = true;
                add(digest, name.substring(path.length()), entry.getValue());
            }
        }
        return any ? HexFormat.of().formatHex(digest.digest()) : "";
    }

    private static void add(MessageDigest digest, String name, Bundle.File file) {
        digest.update((name + '\0' + file.mode() + owner(file) + '\0').getBytes(StandardCharsets.UTF_8));
        digest.update(sha256().digest(file.content()));
    }

    private static String owner(Bundle.File file) {
        return file.uid() == 0 && file.gid() == 0 ? "" : ":" + file.uid() + ":" + file.gid();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
