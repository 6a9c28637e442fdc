package io.portolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.cli.Shell.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree of its own with JDKs and a Maven that only pretend. */
@EnabledOnOs(OS.LINUX)
class LauncherTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "[INFO] Building Portolan model 0.1.0-SNAPSHOT                                   [1/2]"
            echo "[INFO] Building Portolan daemon 0.1.0-SNAPSHOT                                  [2/2]"
            echo built >> builds
            if [ -e broken ]; then echo "[ERROR] A.java:[1,1] it is broken"; exit 1; fi
            mkdir -p daemon/target/portolan/lib
            echo "$JAVA_HOME" > daemon/target/portolan/lib/portolan.jar
            """;

    private static final List<String> TOOLS = List.of(
            "bash",
            "dirname",
            "readlink",
            "find",
            "mktemp",
            "chmod",
            "cp",
            "mv",
            "ln",
            "rm",
            "mkdir",
            "grep",
            "head",
            "tail",
            "flock",
            "sed",
            "timeout");

    @TempDir
    Path folder;

    private Path tree;

    @BeforeEach
    void tree() throws Exception {
        tree = Files.createDirectory(folder.resolve("tree"));
        Files.copy(Path.of("../portolan"), tree.resolve("portolan"), StandardCopyOption.COPY_ATTRIBUTES);
        write("tree/pom.xml", "<project/>");
        write("tree/model/src/main/java/A.java", "class A {}");
        program("bin/mvn", MAVEN);
        jdk("old", "17.0.9");
        jdk("recent", "25.0.1");
    }

    private Path write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private void program(String path, String content) throws IOException {
        Files.setPosixFilePermissions(write(path, content), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void jdk(String name, String version) throws IOException {
        write("jdks/" + name + "/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        program("jdks/" + name + "/bin/java", "#!/bin/sh\necho " + name + "\nprintf '%s\\n' \"$@\"\n");
        program("jdks/" + name + "/bin/javac", "#!/bin/sh\n");
    }

    private Ran launch(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(tree.resolve("portolan").toString()));
        command.addAll(Arrays.asList(args));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(n -> n.startsWith("JAVA_") || n.startsWith("PORTOLAN_"));
        // Only what the launcher itself needs is on the path: no Java and no Maven of this machine.
        process.environment().put("PATH", folder.resolve("bin") + ":" + tools());
        process.environment().put("PORTOLAN_JDK_FOLDERS", folder.resolve("jdks").toString());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process running = process.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                running.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private Path tools() throws IOException {
        for (String tool : TOOLS) {
            Path real = Stream.of("/bin", "/usr/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            program("tools/" + tool, "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        return folder.resolve("tools");
    }

    private int builds() throws IOException {
        return Files.readAllLines(tree.resolve("builds")).size();
    }

    @Test
    void buildsOnFirstUseWithARecentJdkAndRunsWithTheArgumentsAsTheyAre() throws Exception {
        Ran ran = launch("stack", "show", "a b");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("building").contains("  [1/2] Portolan model\n  [2/2] Portolan daemon\n");
        List<String> said = ran.out().lines().toList();
        assertThat(said.getFirst()).isEqualTo("recent");
        Path lib = tree.resolve(".portolan/current").toRealPath().resolve("lib");
        assertThat(said).endsWith("-jar", lib.resolve("portolan.jar").toString(), "stack", "show", "a b");
        assertThat(said)
                .contains("@" + lib.resolve("java.options"), "-Dportolan.terminal=")
                .doesNotContain("@" + lib.resolve("daemon.options"));
    }

    @Test
    void buildsAgainOnlyWhenASourceIsNewer() throws Exception {
        launch("status");
        assertThat(launch("status").err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        Path source = tree.resolve("model/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(1)));
        assertThat(launch("status").err()).contains("building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void brokenBuildShowsItsErrorsAndRunsNothing() throws Exception {
        write("tree/broken", "");
        Ran ran = launch("status");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("[ERROR] A.java:[1,1] it is broken").contains("build.log");
    }

    @Test
    void withoutARecentJdkItSaysWhatIsMissingAndWhatWasFound() throws Exception {
        Files.delete(folder.resolve("jdks/recent/release"));
        program("jdks/recent/bin/java", "#!/bin/sh\necho 'openjdk version \"21.0.1\" 2023-10-17' >&2\n");
        Ran ran = launch("status");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .contains("a JDK 25 or later is needed")
                .contains("jdks/old is Java 17")
                .contains("jdks/recent is Java 21")
                .contains("apt-get install");
    }

    @Test
    void withoutMavenItSaysWhatIsMissing() throws Exception {
        Files.delete(folder.resolve("bin/mvn"));
        Ran ran = launch("status");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("Maven is needed").contains("apt-get install maven");
    }

    @Test
    void installedReleaseJustRunsAndTheDaemonHasOptionsOfItsOwn() throws Exception {
        Files.delete(tree.resolve("pom.xml"));
        write("tree/lib/portolan.jar", "");
        Path lib = tree.toRealPath().resolve("lib");
        Ran ran = launch("daemon");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .contains("@" + lib.resolve("daemon.options"), "-jar")
                .doesNotContain("-XX:SharedArchiveFile=" + lib.resolve("portolan.jsa"));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void classesInTheFormOfTheJvmAreUsedWhereTheBuildCouldMakeThem() throws Exception {
        Ran without = launch("status");
        assertThat(without.exitCode()).isZero();
        assertThat(without.err()).contains("going on without");
        assertThat(without.out()).doesNotContain("SharedArchiveFile");
        Path archive = tree.resolve(".portolan/current").toRealPath().resolve("lib/portolan.jsa");
        Files.writeString(archive, "");
        assertThat(launch("status").out().lines()).contains("-XX:SharedArchiveFile=" + archive);
    }
}
