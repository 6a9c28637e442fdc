package io.portolan.haproxy;

import io.portolan.model.route.Middlewares;
import io.portolan.model.route.Target;
import java.util.List;

/**
 * What a backend cannot become while HAProxy runs: all else about it is set through the socket.
 *
 * @param resting a container that cannot be connected to rests for a while; only where there are others, for a single one may
 *     answer again in the next moment
 * @param milliseconds until the head of an answer is there
 * @param slots how many containers can be in it, those that leave included
 */
record Shape(
        Target.Protocol protocol, boolean sticky, boolean compress, boolean resting, long milliseconds, int slots) {
    private static final long USUAL = Target.Service.RESPONSE_TIMEOUT.toMillis();

    /** One that serves, one that comes, one that leaves. */
    private static final int FOR_ONE = 3;

    private static final int FOR_SEVERAL = 8;

    /** The smallest one in which all containers of the service can be exchanged at once. */
    static Shape of(Target.Service service, Middlewares middlewares) {
        int containers = service.upstreams().size();
        return new Shape(
                service.protocol(),
                service.sticky(),
                middlewares.compress(),
                containers > 1,
                Math.min(service.responseTimeout().toMillis(), Integer.MAX_VALUE),
                slots(containers));
    }

    /** What there is always some of. */
    static List<Shape> usual() {
        return List.of(
                new Shape(Target.Protocol.HTTP, false, false, false, USUAL, FOR_ONE),
                new Shape(Target.Protocol.HTTP, false, false, true, USUAL, FOR_SEVERAL));
    }

    private static int slots(int containers) {
        if (containers <= 1) {
            return FOR_ONE;
        }
        int slots = FOR_SEVERAL;
        while (slots < 2 * containers) {
            slots *= 2;
        }
        return slots;
    }

    /** Whether what asks for the other shape can live in this one. */
    boolean holds(Shape wanted) {
        return kind().equals(wanted.kind()) && slots >= wanted.slots;
    }

    /** The name of the section with the settings that all backends of the kind share. */
    String kind() {
        return (resting ? "several" : "single")
                + (protocol == Target.Protocol.H2C ? "-h2c" : "")
                + (sticky ? "-sticky" : "")
                + (compress ? "-compressed" : "")
                + (milliseconds == USUAL ? "" : "-" + milliseconds + "ms");
    }
}
