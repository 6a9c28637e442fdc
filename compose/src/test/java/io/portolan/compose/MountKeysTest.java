package io.portolan.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Mount;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code volumes} and {@code tmpfs} of a service beyond the everyday ones. */
class MountKeysTest {
    @Test
    void longFormsSayWhatTheEngineHasAFieldFor() {
        assertThat(mounts("""
                volumes:
                  - {type: volume, source: data, target: /a, volume: {subpath: sub/dir}}
                  - {type: volume, target: /b, volume: {labels: {team: web}}}
                  - {type: bind, source: /srv, target: /c, bind: {recursive: disabled}}
                  - {type: bind, source: /srv, target: /d, read_only: true, bind: {recursive: writable}}
                  - {type: bind, source: /srv, target: /e, read_only: true, bind: {recursive: readonly, propagation: rprivate}}
                  - {type: bind, source: /srv, target: /f, bind: {recursive: enabled}}
                  - {type: image, source: 'alpine:3', target: /g, image: {subpath: etc}}
                """))
                .containsExactly(
                        new Mount.Volume("data", "/a", false, false, "sub/dir"),
                        new Mount.Anonymous("/b", false, Map.of("team", "web")),
                        new Mount.Bind("/srv", "/c", false, true, "", "disabled"),
                        new Mount.Bind("/srv", "/d", true, true, "", "writable"),
                        new Mount.Bind("/srv", "/e", true, true, "rprivate", "readonly"),
                        new Mount.Bind("/srv", "/f", false, true, "", ""),
                        new Mount.Image("alpine:3", "/g", false, "etc"));
    }

    @Test
    void aPathOfTheDeployHasItsPropagation() {
        assertThat(mounts("volumes: ['./shared:/shared:rshared']"))
                .containsExactly(new Mount.BundlePath("", "shared", "/shared", false, "", "rshared", ""));
    }

    @Test
    void memoryTakesTheOptionsOfTheKernel() {
        assertThat(mounts("tmpfs: ['/a:size=64m,mode=1777,uid=1000,noexec', '/b:rw', '/c:size=50%', /d]"))
                .containsExactly(
                        new Mount.Tmpfs("/a", OptionalLong.of(64 << 20), OptionalInt.of(01777), "uid=1000,noexec"),
                        new Mount.Tmpfs("/b", OptionalLong.empty(), OptionalInt.empty()),
                        new Mount.Tmpfs("/c", OptionalLong.empty(), OptionalInt.empty(), "size=50%"),
                        new Mount.Tmpfs("/d", OptionalLong.empty(), OptionalInt.empty()));
    }

    @Test
    void ofTwoMountsAtOnePlaceTheLaterOneCounts() {
        ComposeResult result = Loading.load(Loading.web("volumes: ['a:/x', 'b:/y', 'c:/x/']"));

        assertThat(result.spec().orElseThrow().services().getFirst().mounts())
                .containsExactly(new Mount.Volume("c", "/x/", false, false), new Mount.Volume("b", "/y", false, false));
        assertThat(result.diagnostics())
                .filteredOn(d -> d.code().equals("compose.duplicate-mount"))
                .singleElement()
                .satisfies(d -> assertThat(d.isError()).isFalse());
    }

    @Test
    void aMountAndMemoryAtOnePlaceAreRefusedAsTheEngineWould() {
        assertThat(errors("volumes: ['a:/x']\ntmpfs: /x"))
                .containsExactly("services.web.tmpfs: /x is a mount and a tmpfs: an engine refuses both at one place"
                        + " (\"Duplicate mount point\")");
    }

    @Test
    void theHomeOfADeployIsTheStacksOwn() {
        ComposeResult result = Loading.load(Loading.web(
                "volumes: ['~/data:/data', {type: bind, source: ~/drop, target: /drop, is_directory: true}]"));

        assertThat(result.spec().orElseThrow().services().getFirst().mounts())
                .containsExactly(
                        new Mount.BundlePath("", ".portolan/home/data", "/data", false, ""),
                        new Mount.BundlePath("", ".portolan/home/drop", "/drop", false, ""));
        assertThat(result.diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("compose.home-path", "compose.home-path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: bind, source: /a, target: /b, bind: {recursive: readonly}}  | `recursive: readonly` is of a read-only mount",
                "{type: bind, source: /a, target: /b, read_only: true, bind: {recursive: readonly}} | only with `propagation: rprivate`",
                "{type: bind, source: /a, target: /b, bind: {recursive: maybe}}     | is none of enabled, disabled",
                "{type: volume, source: a, target: /b, volume: {subpath: ../c}}     | is no path inside",
                "{type: volume, target: /b, volume: {subpath: c}}                   | has nothing inside",
                "{type: volume, target: /b, volume: {labels: {portolan.x: y}}}      | are Portolan's own",
                "{type: image, target: /b}                                          | needs a `source`",
                "{type: image, source: 'A B', target: /b}                           | is not the name of an image",
                "{type: npipe, source: a, target: /b}                               | a named pipe is a thing of Windows",
                "{type: cluster, source: a, target: /b}                             | only a Swarm has cluster volumes",
                "~/../x:/x                                                          | leads out of the home folder",
            })
    void refusesWhatTheEngineWouldRefuse(String mount, String why) {
        assertThat(errors("volumes: [" + (mount.startsWith("{") ? mount : "'" + mount + "'") + "]"))
                .first()
                .asString()
                .contains(why);
    }

    @Test
    void namesTheNearestOptionOfATmpfs() {
        Diagnostic found =
                Loading.load(Loading.web("tmpfs: '/x:noexecute'")).diagnostics().getFirst();

        assertThat(found.message()).contains("\"noexecute\" is no option of a tmpfs that an engine takes");
        assertThat(found.suggestion()).isEqualTo("did you mean `noexec`?");
    }

    private static List<Mount> mounts(String keys) {
        ComposeResult result = Loading.load(Loading.web(keys));
        return result.spec()
                .orElseThrow(() -> new AssertionError(result.diagnostics().toString()))
                .services()
                .getFirst()
                .mounts();
    }

    private static List<String> errors(String keys) {
        return Loading.load(Loading.web(keys)).diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .toList();
    }
}
