package io.portolan.compose.keys;

import io.portolan.compose.report.Findings;
import io.portolan.compose.yaml.Scalar;
import java.util.Optional;

/**
 * {@code ~/x}, which the specification reads as a path in the home of whoever runs the client ("volumes", "Short syntax",
 * "User-relative path"). Nobody's home is on a server, and whose it would be must not depend on who deploys. So a stack has
 * one of its own, in its file volume, beside the files that came with the deploy.
 */
final class HomePaths {
    private static final String HOME = "~";
    /** No person's file is there: what begins like this is Portolan's own. */
    private static final String FOLDER = ".portolan/home/";

    private HomePaths() {}

    static boolean isOne(String path) {
        return path.startsWith(HOME);
    }

    /** As a path beside the Compose file. */
    static Optional<String> relative(Scalar at, String path, Findings findings) {
        if (!path.equals(HOME) && !path.startsWith(HOME + "/")) {
            findings.error(
                    at,
                    "compose.home-path",
                    "this is the home of a user by name, and the engine of a server knows no users",
                    "write ~/ for the stack's own home, an absolute path of the server, or a named volume");
            return Optional.empty();
        }
        Optional<String> inside = BundleFiles.normal(path.substring(HOME.length()));
        if (inside.isEmpty()) {
            findings.error(
                    at, "compose.path-outside", "the path leads out of the home folder", "write an absolute path");
            return Optional.empty();
        }
        findings.warning(
                at,
                "compose.home-path",
                "~ is a home of the stack's own on the server: it begins empty, and nothing comes from a person's");
        return Optional.of(FOLDER + inside.get());
    }
}
