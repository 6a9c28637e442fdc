package io.portolan.daemon;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What decides how programs are installed and kept running here.
 *
 * @param root whether this process may install packages and write units
 * @param debian whether Debian's packages are to be had
 * @param systemd whether systemd is the init system
 * @param dockerd whether the engine's program is installed, running or not
 */
record Machine(boolean root, boolean debian, boolean systemd, boolean dockerd) {
    static Machine here() {
        return new Machine(
                System.getProperty("user.name", "").equals("root"),
                Files.exists(Path.of("/etc/debian_version")),
                // sd_booted(3): this folder exists exactly where systemd is the init system.
                Files.isDirectory(Path.of("/run/systemd/system")),
                Files.isExecutable(Path.of("/usr/bin/dockerd")) || Files.isExecutable(Path.of("/usr/sbin/dockerd")));
    }
}
