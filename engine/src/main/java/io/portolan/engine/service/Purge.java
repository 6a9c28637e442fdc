package io.portolan.engine.service;

import io.portolan.engine.port.ContainerRuntime;
import io.portolan.model.Labels;
import io.portolan.model.runtime.ObservedContainer;
import io.portolan.model.runtime.ObservedNetwork;
import io.portolan.model.runtime.ObservedVolume;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Removes everything that one instance made, and nothing else: what carries its instance label. */
public final class Purge {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private Purge() {}

    /** Throws {@link io.portolan.engine.port.RuntimeFault}; running it again goes on where it stopped. */
    public static void run(ContainerRuntime runtime, String instance, Consumer<String> tell) {
        for (ObservedContainer container : runtime.containers()) {
            if (isOf(instance, container.labels())) {
                tell.accept("container " + container.name());
                runtime.stopContainer(container.name(), GRACE);
                runtime.removeContainer(container.name());
            }
        }
        for (ObservedNetwork network : runtime.networks()) {
            if (isOf(instance, network.labels())) {
                tell.accept("network " + network.name());
                runtime.removeNetwork(network.name());
            }
        }
        for (ObservedVolume volume : runtime.volumes()) {
            if (isOf(instance, volume.labels())) {
                tell.accept("volume " + volume.name());
                runtime.removeVolume(volume.name());
            }
        }
    }

    private static boolean isOf(String instance, Map<String, String> labels) {
        return instance.equals(labels.get(Labels.INSTANCE));
    }
}
