package io.portolan.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Images under the names that other people's files have, where the engine has none: they stay up whatever command they are
 * given, and what health checks call succeeds. What the test made it removes again; what was there it leaves.
 */
final class StandIns implements AutoCloseable {
    private static final String NAME = "portolan-test/stand-in:1";
    private static final String PROGRAMS = "curl wget pg_isready redis-cli mongosh mysqladmin node nc cloudflared";
    /** The lab has them, and the engine pulls them. */
    private static final Set<String> REAL =
            Set.of("wordpress:latest", "mariadb:10.6.4-focal", "redis:7", "postgres:15", "nginx:latest");

    private final List<String> made = new ArrayList<>();

    StandIns() {
        String container = Shell.docker(
                        "create",
                        "portolan-test/http:1",
                        "sh",
                        "-c",
                        "for p in " + PROGRAMS + "; do ln -sf /bin/true /usr/local/bin/$p; done;"
                                // Files mount volumes there, and an engine mounts none over a file.
                                + " rm -f /etc/timezone /etc/localtime")
                .ok()
                .out()
                .strip();
        Shell.docker("start", "-a", container).ok();
        Shell.docker(
                        "commit",
                        // What follows it are arguments that nobody looks at.
                        "--change=ENTRYPOINT [\"tini\", \"--\", \"sh\", \"-c\", \"exec sleep infinity\", \"sleep\"]",
                        "--change=CMD []",
                        container,
                        NAME)
                .ok();
        made.add(NAME);
        Shell.docker("rm", container).ok();
    }

    void provide(String image) {
        boolean there = Shell.docker("image", "inspect", image).exit() == 0;
        if (!there && !REAL.contains(image)) {
            Shell.docker("tag", NAME, image).ok();
            made.add(image);
        }
    }

    @Override
    public void close() {
        made.reversed().forEach(image -> Shell.docker("rmi", image).ok());
    }
}
