package io.portolan.compose.keys;

import io.portolan.compose.yaml.Mapping;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NetworkingSpec;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.model.stack.ServiceSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One service: knows all its keys and sequences the readers of their groups. */
final class ServiceReader {
    private static final Vocabulary DEPLOY = Vocabulary.of("replicas", "resources", "restart_policy")
            .meaningless("mode", "endpoint_mode", "labels", "placement", "update_config", "rollback_config");

    private final Reading reading;
    private final ImageReader image;
    private final ProcessReader process;
    private final MountsReader mounts;
    private final NetworkingReader networking;
    private final LifecycleReader lifecycle;
    private final RuntimeReader runtime;
    private final LabelFiles labelFiles;

    ServiceReader(Reading reading) {
        this.reading = reading;
        this.image = new ImageReader(reading);
        this.process = new ProcessReader(reading);
        this.mounts = new MountsReader(reading);
        this.networking = new NetworkingReader(reading);
        this.lifecycle = new LifecycleReader(reading);
        this.runtime = new RuntimeReader(reading);
        this.labelFiles = new LabelFiles(reading);
    }

    /** Empty where the service cannot be described at all; every other mistake is reported and read around. */
    Optional<ServiceSpec> read(String name, Mapping service) {
        ServiceKeys.SERVICE.check(service, reading.findings());
        Optional<Mapping> deploy = reading.values().mapping(service, "deploy");
        deploy.ifPresent(d -> DEPLOY.check(d, reading.findings()));
        Optional<ImageRef> ref = image.read(service);
        ProcessSpec processSpec = process.read(service);
        List<Mount> mountList = mounts.read(service);
        NetworkingSpec networkingSpec = networking.read(service);
        LifecycleSpec lifecycleSpec = lifecycle.read(service, deploy);
        RuntimeOptions options = runtime.read(service, deploy);
        Map<String, String> labels = labels(service);
        return ref.map(
                i -> new ServiceSpec(name, i, processSpec, mountList, networkingSpec, lifecycleSpec, options, labels));
    }

    private Map<String, String> labels(Mapping service) {
        Map<String, String> labels = new LinkedHashMap<>(labelFiles.read(service));
        for (Values.Pair pair : reading.values().pairs(service, "labels")) {
            if (pair.name().startsWith("portolan.")) {
                reading.findings()
                        .error(
                                pair.at(),
                                "compose.reserved-label",
                                "labels that begin with \"portolan.\" are Portolan's own");
            } else {
                labels.put(pair.name(), pair.value().orElse(""));
            }
        }
        return labels;
    }
}
