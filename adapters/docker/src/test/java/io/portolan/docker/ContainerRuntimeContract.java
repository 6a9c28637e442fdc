package io.portolan.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.engine.port.ContainerRuntime.EngineEvent;
import io.portolan.engine.port.ContainerRuntime.LogLine;
import io.portolan.engine.port.ContainerRuntime.StreamClosed;
import io.portolan.engine.port.RuntimeFault;
import io.portolan.engine.port.RuntimeFault.Kind;
import io.portolan.model.Labels;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.Cidr;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedContainer.ObservedAttachment;
import io.portolan.model.runtime.ObservedContainer.Status;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.ContainerPort;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.Protocol;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What every {@link ContainerRuntime} promises. All that the tests make carries a label of their own run. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContainerRuntimeContract {
    private static final String IMAGE = "debian:bookworm-slim";
    private static final String EXPOSING_IMAGE = "nginx:latest";
    private static final String RUN = "portolan.test.run";
    private static final String FOREVER = "trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.1; done";

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicInteger count = new AtomicInteger();

    /** The same one each time. */
    abstract ContainerRuntime runtime();

    /** Whose labels make a thing that runtime's own. */
    abstract String instance();

    /** A reference that a registry within reach knows nothing of. */
    abstract String missingImage();

    /** A network of 64 addresses that nothing else uses, a new one for each number. */
    abstract Cidr subnet(int number);

    /** A host port that nothing listens on. */
    abstract int freePort();

    @AfterEach
    void removeWhatTheTestMade() {
        runtime().containers().stream().filter(c -> isOfThisRun(c.labels())).forEach(c -> runtime()
                .removeContainer(c.id()));
        runtime().networks().stream().filter(n -> isOfThisRun(n.labels())).forEach(n -> runtime()
                .removeNetwork(n.id()));
        runtime().volumes().stream().filter(v -> isOfThisRun(v.labels())).forEach(v -> runtime()
                .removeVolume(v.name()));
    }

    private boolean isOfThisRun(Map<String, String> labels) {
        return run.equals(labels.get(RUN));
    }

    private String fresh(String what) {
        return "test-" + run + "." + what + "." + count.incrementAndGet();
    }

    private Map<String, String> labels() {
        return labels(instance());
    }

    private Map<String, String> labels(String owner) {
        return Map.of(RUN, run, Labels.MANAGED, "true", Labels.INSTANCE, owner, Labels.FINGERPRINT, "f1");
    }

    private void image() {
        if (runtime().image(IMAGE).isEmpty()) {
            runtime().pullImage(IMAGE, line -> {});
        }
    }

    private String network(String what) {
        String name = fresh(what);
        runtime().createNetwork(new NetworkSpec(name, subnet(count.get()), false, labels()));
        return name;
    }

    private String volume() {
        String name = fresh("volume");
        runtime().createVolume(new VolumeSpec(name, "local", Map.of(), labels()));
        return name;
    }

    private Sketch sketch(String network) {
        return new Sketch(fresh("container")).labels(labels()).on(network, "web");
    }

    private String created(Sketch sketch) {
        image();
        ContainerSpec spec = sketch.spec();
        runtime().createContainer(spec);
        return spec.name();
    }

    private String started(Sketch sketch) {
        String name = created(sketch);
        runtime().startContainer(name);
        return name;
    }

    private ObservedContainer look(String container) {
        return runtime().container(container).orElseThrow();
    }

    /** All lines of a container's log, once it has ended: only then the last one is sure to be told. */
    private List<String> output(String container) {
        runtime().logs(container, -1, true, line -> {});
        List<String> lines = new ArrayList<>();
        runtime().logs(container, -1, false, line -> lines.add(line.text()));
        return lines;
    }

    private String ran(Sketch sketch) {
        return String.join("\n", output(started(sketch)));
    }

    private static void assertFault(Kind kind, Runnable action) {
        RuntimeFault fault = catchThrowableOfType(RuntimeFault.class, action::run);
        assertThat(fault).as("a fault of kind %s", kind).isNotNull();
        assertThat(fault.kind()).as(fault.getMessage()).isEqualTo(kind);
    }

    @Test
    void saysWhatEngineItIs() {
        assertThat(runtime().info().toString()).matches(".+ \\S+ \\(API \\d+\\.\\d+\\)");
    }

    @Nested
    class Networks {
        @Test
        void isObservedAsItWasCreated() {
            String name = fresh("network");
            Cidr subnet = subnet(count.get());
            runtime().createNetwork(new NetworkSpec(name, subnet, true, labels()));
            ObservedNetwork seen = seen(name);
            assertThat(seen.subnets()).containsExactly(subnet);
            assertThat(seen.internal()).isTrue();
            assertThat(seen.driver()).isEqualTo("bridge");
            assertThat(seen.labels()).containsAllEntriesOf(labels());
        }

        private ObservedNetwork seen(String name) {
            return runtime().networks().stream()
                    .filter(n -> n.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void creatingItAgainLeavesItAsItIs() {
            NetworkSpec spec = new NetworkSpec(fresh("network"), subnet(count.get()), false, labels());
            runtime().createNetwork(spec);
            String id = seen(spec.name()).id();
            runtime().createNetwork(spec);
            assertThat(seen(spec.name()).id()).isEqualTo(id);
        }

        @Test
        void refusesANameThatSomebodyElseHas() {
            String name = fresh("network");
            runtime().createNetwork(new NetworkSpec(name, subnet(count.get()), false, labels("somebody-else")));
            String other = fresh("other");
            assertThat(other).isNotEqualTo(name);
            assertFault(Kind.CONFLICT, () -> runtime()
                    .createNetwork(new NetworkSpec(name, subnet(count.get()), false, labels())));
        }

        @Test
        void refusesASubnetThatIsInUse() {
            network("first");
            Cidr taken = subnet(count.get());
            assertFault(Kind.CONFLICT, () -> runtime()
                    .createNetwork(new NetworkSpec(fresh("second"), taken, false, labels())));
        }

        @Test
        void removingWhatIsGoneSucceeds() {
            String name = network("network");
            runtime().removeNetwork(name);
            runtime().removeNetwork(name);
            assertThat(runtime().networks()).noneMatch(n -> n.name().equals(name));
        }

        @Test
        void isNotRemovedFromUnderARunningContainer() {
            String network = network("network");
            String container = started(sketch(network).shell(FOREVER));
            assertFault(Kind.CONFLICT, () -> runtime().removeNetwork(network));
            assertThat(look(container).attachment(network)).isPresent();
        }
    }

    @Nested
    class Volumes {
        @Test
        void isObservedAsItWasCreatedAndCreatingItAgainLeavesItAsItIs() {
            VolumeSpec spec = new VolumeSpec(fresh("volume"), "local", Map.of(), labels());
            runtime().createVolume(spec);
            runtime().createVolume(spec);
            assertThat(runtime().volumes())
                    .filteredOn(v -> v.name().equals(spec.name()))
                    .singleElement()
                    .satisfies(v -> assertThat(v.labels()).containsAllEntriesOf(labels()));
        }

        @Test
        void refusesANameThatSomebodyElseHas() {
            String name = fresh("volume");
            runtime().createVolume(new VolumeSpec(name, "local", Map.of(), labels("somebody-else")));
            assertFault(Kind.CONFLICT, () -> runtime().createVolume(new VolumeSpec(name, "local", Map.of(), labels())));
        }

        @Test
        void removingWhatIsGoneSucceeds() {
            String name = volume();
            runtime().removeVolume(name);
            runtime().removeVolume(name);
            assertThat(runtime().volumes()).noneMatch(v -> v.name().equals(name));
        }

        @Test
        void isNotRemovedWhileAContainerHasIt() {
            String volume = volume();
            created(sketch(network("network")).mount(new Mount.Volume(volume, "/data", false, false)));
            assertFault(Kind.CONFLICT, () -> runtime().removeVolume(volume));
        }
    }

    @Nested
    class Images {
        @Test
        void knowsNothingOfAnImageThatIsNotThere() {
            assertThat(runtime().image("portolan-test/never-made:1")).isEmpty();
            assertThat(runtime().image("No Reference At All!")).isEmpty();
        }

        @Test
        void pullsAndThenKnowsWhatTheImageExposes() {
            List<String> progress = new ArrayList<>();
            runtime().pullImage(EXPOSING_IMAGE, progress::add);
            assertThat(runtime().image(EXPOSING_IMAGE)).hasValueSatisfying(image -> {
                assertThat(image.reference()).isEqualTo(EXPOSING_IMAGE);
                assertThat(image.exposed()).contains(new ContainerPort(80, Protocol.TCP));
                assertThat(image.id()).startsWith("sha256:");
            });
            assertThat(progress).isNotEmpty().allMatch(line -> !line.isBlank());
        }

        @Test
        void saysWhichImageDoesNotExist() {
            assertThatThrownBy(() -> runtime().pullImage(missingImage(), line -> {}))
                    .isInstanceOfSatisfying(
                            RuntimeFault.class,
                            f -> assertThat(f.kind()).as(f.getMessage()).isEqualTo(Kind.IMAGE_NOT_FOUND))
                    .hasMessageContaining(missingImage());
        }
    }

    @Nested
    class Containers {
        @Test
        void isObservedAsItWasCreated() {
            String first = network("a");
            String second = network("b");
            int port = freePort();
            String name = created(sketch(first).on(second, "api", "web2").publish("127.0.0.1", port, 8080));
            ObservedContainer seen = look(name);
            assertThat(seen.name()).isEqualTo(name);
            assertThat(seen.image()).isEqualTo(IMAGE);
            assertThat(seen.state().status()).isEqualTo(Status.CREATED);
            assertThat(seen.state().startedAt()).isEmpty();
            assertThat(seen.labels()).containsAllEntriesOf(labels());
            assertThat(seen.attachments())
                    .extracting(ObservedAttachment::network)
                    .containsExactlyInAnyOrder(first, second);
            assertThat(seen.attachment(second).orElseThrow().aliases()).containsExactlyInAnyOrder("api", "web2");
            assertThat(seen.published()).singleElement().satisfies(p -> {
                assertThat(p.hostAddress()).isEqualTo("127.0.0.1");
                assertThat(p.hostPort()).hasValue(port);
                assertThat(p.container()).isEqualTo(new ContainerPort(8080, Protocol.TCP));
            });
            assertThat(runtime().containers()).anyMatch(c -> c.id().equals(seen.id()));
        }

        @Test
        void runsWhatTheSpecificationSays() {
            String printed = ran(sketch(network("network"))
                    .shell("echo $GREETING; id -u; pwd; hostname; getent hosts elsewhere; grep -c . /proc/1/cmdline")
                    .environment("GREETING", "good day = yes")
                    .user("1234")
                    .workingDir("/tmp")
                    .hostname("lighthouse")
                    .extraHost("elsewhere:192.0.2.7"));
            assertThat(printed.lines()).startsWith("good day = yes", "1234", "/tmp", "lighthouse");
            assertThat(printed).contains("192.0.2.7");
        }

        @Test
        void anEmptyCommandClearsTheImagesOwn() {
            String printed =
                    ran(sketch(network("network")).entrypoint("echo", "only").command());
            assertThat(printed).isEqualTo("only");
        }

        @Test
        void reachesAnotherByItsAliasOnTheirNetworkOnly() {
            String shared = network("shared");
            String elsewhere = network("elsewhere");
            started(sketch(shared).on(elsewhere, "only-elsewhere").shell(FOREVER));
            String printed = ran(new Sketch(fresh("asker"))
                    .labels(labels())
                    .on(shared)
                    .shell("getent hosts web >/dev/null && echo web; getent hosts only-elsewhere || echo unknown"));
            assertThat(printed).isEqualTo("web\nunknown");
        }

        @Test
        void creatingItAgainKeepsTheContainerAndCompletesItsNetworks() {
            String first = network("a");
            String second = network("b");
            ContainerSpec spec = sketch(first).on(second, "api").spec();
            image();
            runtime().createContainer(spec);
            String id = look(spec.name()).id();
            runtime().disconnect(spec.name(), second);
            runtime().createContainer(spec);
            assertThat(look(spec.name()).id()).isEqualTo(id);
            assertThat(look(spec.name()).attachment(second).orElseThrow().aliases())
                    .contains("api");
        }

        @Test
        void refusesANameThatSomebodyElseHas() {
            String network = network("network");
            ContainerSpec theirs = new Sketch(fresh("container"))
                    .labels(labels("somebody-else"))
                    .on(network)
                    .spec();
            image();
            runtime().createContainer(theirs);
            String id = look(theirs.name()).id();
            ContainerSpec ours =
                    new Sketch(theirs.name()).labels(labels()).on(network).spec();
            assertFault(Kind.CONFLICT, () -> runtime().createContainer(ours));
            assertThat(look(theirs.name()).id()).isEqualTo(id);
        }

        @Test
        void refusesANameThatAContainerOfAnotherSpecificationHas() {
            String network = network("network");
            String name = created(sketch(network));
            Map<String, String> newer = new HashMap<>(labels());
            newer.put(Labels.FINGERPRINT, "f2");
            ContainerSpec changed =
                    new Sketch(name).labels(newer).on(network, "web").spec();
            assertFault(Kind.CONFLICT, () -> runtime().createContainer(changed));
        }

        @Test
        void leavesNothingBehindIfANetworkIsMissing() {
            ContainerSpec spec =
                    sketch(network("network")).on("test-" + run + ".never-made").spec();
            image();
            assertFault(Kind.NOT_FOUND, () -> runtime().createContainer(spec));
            assertThat(runtime().container(spec.name())).isEmpty();
        }

        @Test
        void needsItsImage() {
            ContainerSpec spec = sketch(network("network"))
                    .image("portolan-test/never-made:1")
                    .spec();
            assertFault(Kind.IMAGE_NOT_FOUND, () -> runtime().createContainer(spec));
        }

        @Test
        void needsItsHostPort() {
            String network = network("network");
            int port = freePort();
            started(sketch(network).publish("127.0.0.1", port, 80).shell(FOREVER));
            String second =
                    created(sketch(network).publish("127.0.0.1", port, 80).shell(FOREVER));
            assertFault(Kind.CONFLICT, () -> runtime().startContainer(second));
        }

        @Test
        void startsAndIsStartedAlready() {
            String name = started(sketch(network("network")).shell(FOREVER));
            runtime().startContainer(name);
            assertThat(look(name).state().running()).isTrue();
            assertThat(look(name).state().startedAt()).isPresent();
            assertThat(look(name).attachments().getFirst().address()).isNotEmpty();
        }

        @Test
        void endsWithTheExitCodeOfItsProcess() {
            String name = started(sketch(network("network")).shell("exit 7"));
            output(name);
            runtime().stopContainer(name, Duration.ofSeconds(1));
            assertThat(look(name).state().status()).isEqualTo(Status.EXITED);
            assertThat(look(name).state().exitCode()).isEqualTo(7);
        }

        @Test
        void mayEndInPeace() {
            String name = started(sketch(network("network")).shell(FOREVER));
            awaitLine(name, "up");
            runtime().stopContainer(name, Duration.ofSeconds(30));
            assertThat(look(name).state().exitCode()).isZero();
            assertThat(output(name)).contains("bye");
        }

        @Test
        void isKilledWhenItsGraceIsOver() {
            String name =
                    started(sketch(network("network")).shell("trap '' TERM; echo up; while :; do sleep 0.1; done"));
            awaitLine(name, "up");
            runtime().stopContainer(name, Duration.ofSeconds(1));
            assertThat(look(name).state().exitCode()).isEqualTo(137);
        }

        @Test
        void stoppingWhatIsStoppedOrGoneSucceeds() {
            String name = created(sketch(network("network")).shell(FOREVER));
            runtime().stopContainer(name, Duration.ofSeconds(1));
            runtime().stopContainer(fresh("never-made"), Duration.ofSeconds(1));
        }

        @Test
        void restarts() {
            String name = started(sketch(network("network")).shell(FOREVER));
            awaitLine(name, "up");
            var before = look(name).state().startedAt().orElseThrow();
            runtime().restartContainer(name, Duration.ofSeconds(10));
            assertThat(look(name).state().running()).isTrue();
            assertThat(look(name).state().startedAt().orElseThrow()).isAfter(before);
        }

        @Test
        void cannotActOnWhatIsNotThere() {
            String name = fresh("never-made");
            assertThat(runtime().container(name)).isEmpty();
            assertFault(Kind.NOT_FOUND, () -> runtime().startContainer(name));
            assertFault(Kind.NOT_FOUND, () -> runtime().restartContainer(name, Duration.ofSeconds(1)));
            assertFault(Kind.NOT_FOUND, () -> runtime().logs(name, -1, false, line -> {}));
            assertFault(Kind.NOT_FOUND, () -> runtime().exec(name, List.of("true"), line -> {}));
            assertFault(Kind.NOT_FOUND, () -> runtime().connect(name, new Attachment("bridge", List.of(), 0)));
        }

        @Test
        void isRemovedEvenWhileItRunsAndRemovingWhatIsGoneSucceeds() {
            String name = started(sketch(network("network")).shell(FOREVER));
            runtime().removeContainer(name);
            runtime().removeContainer(name);
            assertThat(runtime().container(name)).isEmpty();
        }
    }

    @Nested
    class Attachments {
        @Test
        void joinsAndLeavesWhileRunning() {
            String network = network("b");
            String name = started(sketch(network("a")).shell(FOREVER));
            Attachment attachment = new Attachment(network, List.of("db"), 0);
            runtime().connect(name, attachment);
            ObservedAttachment joined = look(name).attachment(network).orElseThrow();
            assertThat(joined.aliases()).containsExactly("db");
            assertThat(joined.address()).isNotEmpty();
            runtime().connect(name, attachment);
            assertThat(look(name).attachment(network)).hasValue(joined);
            runtime().disconnect(name, network);
            runtime().disconnect(name, network);
            assertThat(look(name).attachment(network)).isEmpty();
        }

        @Test
        void takesOtherNamesIfAskedTo() {
            String network = network("b");
            String name = started(sketch(network("a")).shell(FOREVER));
            runtime().connect(name, new Attachment(network, List.of("old", "kept"), 0));
            runtime().connect(name, new Attachment(network, List.of("kept"), 0));
            assertThat(look(name).attachment(network).orElseThrow().aliases()).containsExactly("kept");
        }

        @Test
        void needsTheNetwork() {
            String name = created(sketch(network("a")));
            assertFault(
                    Kind.NOT_FOUND, () -> runtime().connect(name, new Attachment(fresh("never-made"), List.of(), 0)));
        }

        @Test
        void leavingWhatIsGoneSucceeds() {
            String network = network("a");
            runtime().disconnect(fresh("never-made"), network);
            runtime().disconnect(created(sketch(network)), fresh("never-made"));
        }

        @Test
        void joinsANetworkAnewThatWasMadeAgainWhileItWasStopped() {
            String first = network("a");
            String second = fresh("b");
            NetworkSpec spec = new NetworkSpec(second, subnet(count.get()), false, labels());
            runtime().createNetwork(spec);
            String name = started(sketch(first).on(second, "api").shell(FOREVER));
            runtime().stopContainer(name, Duration.ofSeconds(1));
            runtime().removeNetwork(second);
            runtime().createNetwork(spec);
            runtime().connect(name, new Attachment(second, List.of("api"), 0));
            runtime().startContainer(name);
            String id = runtime().networks().stream()
                    .filter(n -> n.name().equals(second))
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertThat(look(name).attachment(second).map(ObservedAttachment::networkId))
                    .hasValue(id);
        }
    }

    @Nested
    class Streams {
        @Test
        void tellsLinesByStream() {
            String name = started(sketch(network("network")).shell("echo one; echo two >&2; printf three"));
            output(name);
            List<LogLine> lines = new ArrayList<>();
            runtime().logs(name, -1, false, lines::add);
            assertThat(lines)
                    .containsExactlyInAnyOrder(
                            new LogLine("stdout", "one"), new LogLine("stderr", "two"), new LogLine("stdout", "three"));
        }

        @Test
        void tellsTheLastLines() {
            String name = started(sketch(network("network")).shell("seq 1 20"));
            output(name);
            List<String> lines = new ArrayList<>();
            runtime().logs(name, 3, false, line -> lines.add(line.text()));
            assertThat(lines).containsExactly("18", "19", "20");
        }

        @Test
        void readsATerminal() {
            assertThat(ran(sketch(network("network")).tty().shell("echo one; echo two >&2")))
                    .isEqualTo("one\ntwo");
        }

        @Test
        void endsWhenTheReaderIsGone() {
            String name = started(sketch(network("network")).shell(FOREVER));
            assertThatThrownBy(() -> runtime().logs(name, -1, true, line -> {
                        throw new StreamClosed();
                    }))
                    .isInstanceOf(StreamClosed.class);
        }

        @Test
        void endsWhenTheReadingThreadIsInterrupted() throws InterruptedException {
            String name = started(sketch(network("network")).shell(FOREVER));
            CountDownLatch reading = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    runtime().logs(name, -1, true, line -> reading.countDown());
                } catch (RuntimeFault interrupted) {
                    ended.countDown();
                }
            });
            assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
            reader.interrupt();
            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void runsACommand() {
            String name = started(sketch(network("network")).shell(FOREVER));
            List<LogLine> lines = new ArrayList<>();
            int code = runtime().exec(name, List.of("sh", "-c", "echo out; echo err >&2; exit 3"), lines::add);
            assertThat(code).isEqualTo(3);
            assertThat(lines).containsExactlyInAnyOrder(new LogLine("stdout", "out"), new LogLine("stderr", "err"));
        }

        @Test
        void runsNoCommandInAStoppedContainer() {
            String name = created(sketch(network("network")));
            assertFault(Kind.CONFLICT, () -> runtime().exec(name, List.of("true"), line -> {}));
        }

        @Test
        void tellsWhatHappens() throws Exception {
            BlockingQueue<EngineEvent> heard = new LinkedBlockingQueue<>();
            AtomicInteger lost = new AtomicInteger();
            String name = created(sketch(network("network")).shell("exit 0"));
            AutoCloseable listening = runtime().events(heard::add, fault -> lost.incrementAndGet());
            runtime().startContainer(name);
            assertThat(next(heard, name, "start").attributes()).containsEntry(RUN, run);
            assertThat(next(heard, name, "die").type()).isEqualTo("container");
            listening.close();
            runtime().removeContainer(name);
            assertThat(heard.poll(500, TimeUnit.MILLISECONDS)).isNull();
            assertThat(lost).hasValue(0);
        }

        private EngineEvent next(BlockingQueue<EngineEvent> heard, String name, String action)
                throws InterruptedException {
            while (true) {
                EngineEvent event = heard.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("event %s of %s", action, name).isNotNull();
                if (event.name().equals(name) && event.action().equals(action)) {
                    return event;
                }
            }
        }
    }

    @Nested
    class Files {
        private static Bundle.File file(String content, int mode) {
            return new Bundle.File(content.getBytes(StandardCharsets.UTF_8), mode);
        }

        private String in(String volume, String script) {
            return ran(sketch(network("network"))
                    .mount(new Mount.Volume(volume, "/files", false, true))
                    .workingDir("/files")
                    .shell(script));
        }

        private void write(String volume, Map<String, Bundle.File> files) {
            image();
            runtime().writeFiles(volume, IMAGE, files, labels());
        }

        @Test
        void standInTheVolumeWithTheirModes() {
            String volume = volume();
            write(volume, Map.of("a/b/run.sh", file("#!/bin/sh\necho ran", 0_755), "ä.txt", file("umlaut", 0_640)));
            assertThat(in(volume, "stat -c '%a %u %n' a a/b a/b/run.sh ä.txt; a/b/run.sh; cat ä.txt"))
                    .isEqualTo("755 0 a\n755 0 a/b\n755 0 a/b/run.sh\n640 0 ä.txt\nran\numlaut");
        }

        @Test
        void areWrittenOverWhatIsThere() {
            String volume = volume();
            write(volume, Map.of("conf/a", file("old", 0_644), "conf/b", file("kept", 0_644)));
            write(volume, Map.of("conf/a", file("new", 0_600)));
            assertThat(in(volume, "cat conf/a conf/b; stat -c %a conf/a")).isEqualTo("newkept600");
        }

        @Test
        void leaveTheOwnerOfAFolderThatIsThere() {
            String volume = volume();
            write(volume, Map.of("data/seed", file("1", 0_644)));
            in(volume, "chown 999:999 data; chmod 700 data");
            write(volume, Map.of("data/seed", file("2", 0_644), "data/new/deep", file("3", 0_644)));
            assertThat(in(volume, "stat -c '%a %u' data; cat data/seed data/new/deep"))
                    .isEqualTo("700 999\n23");
        }

        @Test
        void leaveNoHelperBehind() {
            String volume = volume();
            write(volume, Map.of("a", file("a", 0_644)));
            write(volume, Map.of());
            assertThat(runtime().containers()).noneMatch(c -> isOfThisRun(c.labels()));
            assertFault(Kind.IMAGE_NOT_FOUND, () -> runtime()
                    .writeFiles(volume, "portolan-test/never-made:1", Map.of(), labels()));
        }

        @Test
        void neverLeaveTheVolume() {
            String volume = volume();
            assertThatThrownBy(() -> write(volume, Map.of("a/../../b", file("", 0_644))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> write(volume, Map.of("/etc/b", file("", 0_644))))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void areMountedByTheirPath() {
            String volume = volume();
            write(volume, Map.of("conf/site.conf", file("served", 0_644), "other", file("", 0_644)));
            String printed = ran(
                    sketch(network("network"))
                            .mount(new Mount.BundlePath(volume, "conf/site.conf", "/etc/site.conf", true, "d1"))
                            .mount(new Mount.BundlePath(volume, "conf", "/conf", true, "d2"))
                            .mount(new Mount.BundlePath(volume, "data", "/data", false, ""))
                            .shell(
                                    "cat /etc/site.conf /conf/site.conf; ls /data; echo x >/data/x && echo; touch /conf/x 2>&1"));
            assertThat(printed).startsWith("servedserved\n").contains("Read-only file system");
        }
    }

    private void awaitLine(String container, String text) {
        Optional<String> seen = Optional.empty();
        List<String> lines = new ArrayList<>();
        try {
            runtime().logs(container, -1, true, line -> {
                lines.add(line.text());
                if (line.text().equals(text)) {
                    throw new StreamClosed();
                }
            });
        } catch (StreamClosed reached) {
            seen = Optional.of(text);
        }
        assertThat(seen).as("a line %s among %s", text, lines).isPresent();
    }
}
