package io.portolan.planner;

import io.portolan.model.Secret;
import io.portolan.model.runtime.ContainerNetworking;
import io.portolan.model.runtime.ContainerSpec;
import io.portolan.model.stack.ImageRef;
import io.portolan.model.stack.ImageRef.PullPolicy;
import io.portolan.model.stack.LifecycleSpec;
import io.portolan.model.stack.LifecycleSpec.RestartPolicy;
import io.portolan.model.stack.Mount;
import io.portolan.model.stack.NameResolution;
import io.portolan.model.stack.ProcessSpec;
import io.portolan.model.stack.RuntimeOptions;
import io.portolan.planner.Desired.ProxyProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container that asks an image whether it takes the proxy's configuration, and ends. It is on no network. */
public final class ProxyCheck {
    private ProxyCheck() {}

    /** @param process whose command is the check */
    public static ContainerSpec container(String name, String image, ProxyProcess process, Map<String, String> labels) {
        ProcessSpec ofImage = ProcessSpec.ofImage();
        return new ContainerSpec(
                name,
                new ImageRef(image, PullPolicy.MISSING),
                new ProcessSpec(
                        Optional.of(process.command().stream().map(Secret::new).toList()),
                        ofImage.entrypoint(),
                        ofImage.environment(),
                        process.user(),
                        process.workingDirectory(),
                        ofImage.init(),
                        ofImage.tty(),
                        ofImage.stdinOpen()),
                List.of(new Mount.Bind(process.controlDirectory(), process.controlTarget(), true, false, "")),
                new ContainerNetworking(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "none",
                        NameResolution.ofEngine()),
                new LifecycleSpec(
                        Optional.of(new RestartPolicy(RestartPolicy.Mode.NO, 0)),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        false),
                RuntimeOptions.defaults(),
                labels);
    }
}
