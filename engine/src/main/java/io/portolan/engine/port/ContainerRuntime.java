package io.portolan.engine.port;

import io.portolan.model.Secret;
import io.portolan.model.runtime.Attachment;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.runtime.EngineVersion;
import io.portolan.model.runtime.NetworkSpec;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedImage;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import io.portolan.model.runtime.VolumeSpec;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.Hooks.Hook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One server's container engine.
 *
 * <p>Every method throws {@link RuntimeFault} when the engine refuses or cannot be reached. Methods that create are
 * idempotent: what exists with the same name and this instance's labels is left as it is. Methods that remove succeed
 * when there is nothing to remove. Names are engine names.
 */
public interface ContainerRuntime extends AutoCloseable {
    /** Product, version and API version, for example {@code Docker Engine 28.5.1 (API 1.51)}. Answers within seconds. */
    EngineInfo info();

    List<ObservedNetwork> networks();

    List<ObservedVolume> volumes();

    /** All containers, running or not, whoever made them. One that vanishes meanwhile is left out. */
    List<ObservedContainer> containers();

    Optional<ObservedContainer> container(String name);

    /** The image if it is present on the server. */
    Optional<ObservedImage> image(String reference);

    void createNetwork(NetworkSpec network);

    void removeNetwork(String name);

    void createVolume(VolumeSpec volume);

    void removeVolume(String name);

    /**
     * Pulls an image; {@code progress} gets a line for people now and then.
     *
     * @param platform {@code linux/arm64}, or "" for the engine's own
     */
    void pullImage(String reference, String platform, Consumer<String> progress);

    default void pullImage(String reference, Consumer<String> progress) {
        pullImage(reference, "", progress);
    }

    /** Writes files (path to content) into a volume, over what is there, through a container that is never started. */
    void writeFiles(String volume, String image, Map<String, Bundle.File> files, Map<String, String> labels);

    /** Creates the container and puts it on all its networks, in their order, before it runs. Does not start it. */
    void createContainer(ContainerSpec container);

    void startContainer(String name);

    /** Sends the stop signal, waits {@code grace}, then kills. */
    void stopContainer(String name, Duration grace);

    void restartContainer(String name, Duration grace);

    /** Gives a container another name; one that has it is left as it is. */
    void renameContainer(String name, String newName);

    /** Removes a container, running or not, with its anonymous volumes. */
    void removeContainer(String name);

    /** Attaches a running or stopped container; one that is attached with the same aliases is left as it is. */
    void connect(String container, Attachment attachment);

    void disconnect(String container, String network);

    /**
     * The container's log, oldest line first.
     *
     * @param tail how many of the last lines to begin with; negative for all
     * @param follow go on until the container ends or {@code sink} throws {@link StreamClosed}
     */
    void logs(String container, int tail, boolean follow, Consumer<LogLine> sink);

    /** Runs a command in a running container without a terminal, and returns its exit code. */
    int exec(String container, Hook command, Consumer<LogLine> sink);

    /**
     * Tries a TCP connection from where a running container's programs would make it, to a host of its hosts file, and
     * closes it at once. Nothing runs in the container for it.
     */
    Connection connectFrom(String container, String host, int port, Duration patience) throws InterruptedException;

    /** The same as the container's own user, in its own folder. */
    default int exec(String container, List<String> command, Consumer<LogLine> sink) {
        return exec(container, new Hook(command.stream().map(Secret::new).toList(), "", false, "", Map.of()), sink);
    }

    /**
     * Listens to the engine's events until closed; {@code lost} is called once when the stream breaks, so that the
     * caller looks again and subscribes anew.
     */
    AutoCloseable events(Consumer<EngineEvent> sink, Consumer<RuntimeFault> lost);

    @Override
    void close();

    /** How a connection that was tried ended. */
    enum Connection {
        TAKEN,
        /** Somebody said no: that nothing listens, as a rule. */
        REFUSED,
        NO_ANSWER,
        /** The answer was that nothing leads there. */
        NO_WAY,
        /** There is no way to try it from there. */
        NOT_TRIED
    }

    record EngineInfo(String product, String version, String apiVersion, String operatingSystem) {
        public EngineVersion engine() {
            return new EngineVersion(apiVersion);
        }

        public boolean filtersIpv6() {
            return engine().filtersIpv6();
        }

        @Override
        public String toString() {
            return product + " " + version + " (API " + apiVersion + ")";
        }
    }

    /** @param stream {@code stdout} or {@code stderr} */
    record LogLine(String stream, String text) {}

    /**
     * Something happened: a reason to look again, never an order.
     *
     * @param type {@code container}, {@code network}, {@code volume}, {@code image}
     * @param action the engine's word: {@code die}, {@code disconnect}, …
     * @param name the subject's name where the engine tells it, else its id
     */
    record EngineEvent(String type, String action, String name, Map<String, String> attributes) {}

    /** Thrown by a sink to end a stream that nobody reads any more. */
    final class StreamClosed extends RuntimeException {
        public StreamClosed() {
            super("the reader is gone", null, false, false);
        }
    }
}
