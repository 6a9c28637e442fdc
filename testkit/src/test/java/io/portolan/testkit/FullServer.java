package io.portolan.testkit;

import io.portolan.model.runtime.AddressPools;
import io.portolan.testkit.DesiredSketch.StackSketch;

/** A server with many stacks of usual size: five services and two routes each. */
final class FullServer {
    static final int SERVICES = 5;

    private FullServer() {}

    static DesiredSketch sketch(int stacks) {
        DesiredSketch sketch = new DesiredSketch();
        sketch.pools = AddressPools.parse("10.208.0.0/12");
        for (int i = 0; i < stacks; i++) {
            StackSketch stack = sketch.stack("stack-" + i);
            // A bridge ends near 1,000 ports: so many routed services are in several destinations.
            stack.destination = destination(sketch, i / 100);
            for (int s = 0; s < SERVICES; s++) {
                ServiceSketch service = stack.service("s" + s);
                service.image = "app:" + s;
                service.checked = true;
                service.expose.add(8080);
                service.environment.put("MODE", "production");
                service.environment.put("DATABASE_URL", "postgres://app:secret@s4:5432/app");
                service.environment.put("LOG_LEVEL", "info");
                service.volumes.add("data" + s + ":/var/lib/data");
            }
            stack.domains.put("http://stack-%d.example.com".formatted(i), "s0");
            stack.domains.put("http://stack-%d.example.com/api".formatted(i), "s1");
        }
        return sketch;
    }

    private static String destination(DesiredSketch sketch, int number) {
        String name = number == 0 ? "default" : "destination-" + number;
        if (!sketch.destinations.contains(name)) {
            sketch.destinations.add(name);
        }
        return name;
    }
}
