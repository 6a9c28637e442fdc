package io.portolan.engine.service;

import io.portolan.engine.port.RuntimeFault;
import io.portolan.model.Diagnostic;
import java.util.function.Supplier;

/** The refusals that all services share. */
final class Lookups {
    private Lookups() {}

    static Refused missing(String noun, String name) {
        return new Refused(
                Refused.Kind.NOT_FOUND,
                Diagnostic.error(noun + ".unknown", "there is no " + noun + " named " + name)
                        .suggest("see what there is: portolan " + noun + " ls"));
    }

    static Refused neverLive(String stack) {
        return new Refused(
                Refused.Kind.CONFLICT,
                Diagnostic.error("stack.never-live", "stack " + stack + " has no revision that was ever live")
                        .suggest("deploy it first: portolan stack deploy -f FILE --name " + stack));
    }

    /** Does work that asks the engine; its faults become refusals. */
    static <T> T reachably(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeFault fault) {
            throw refused(fault);
        }
    }

    /** With the codes of a deploy's steps: the same cause has the same code wherever it is met. */
    static Refused refused(RuntimeFault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE ->
                new Refused(
                        Refused.Kind.UNREACHABLE,
                        Diagnostic.error("engine.unreachable", fault.getMessage())
                                .suggest("start the engine of the server; sites that run are not touched"));
            case IMAGE_NOT_FOUND ->
                new Refused(
                        Refused.Kind.ENGINE,
                        Diagnostic.error("image.not-found", fault.getMessage())
                                .suggest("check the image's name and tag, and that the server reaches its registry"));
            case REGISTRY_UNREACHABLE ->
                new Refused(
                        Refused.Kind.UNREACHABLE,
                        Diagnostic.error("image.registry-unreachable", fault.getMessage())
                                .suggest("check the image's name and tag, and that the server reaches its registry"));
            case DISK_FULL ->
                new Refused(
                        Refused.Kind.DISK_FULL,
                        Diagnostic.error("disk.full", fault.getMessage())
                                .suggest(
                                        "free space on the server (docker system df shows what takes it), then again"));
            case NOT_FOUND ->
                new Refused(Refused.Kind.NOT_FOUND, Diagnostic.error("engine.not-found", fault.getMessage()));
            case CONFLICT ->
                new Refused(Refused.Kind.CONFLICT, Diagnostic.error("engine.conflict", fault.getMessage()));
            case REFUSED -> new Refused(Refused.Kind.ENGINE, Diagnostic.error("engine.refused", fault.getMessage()));
        };
    }
}
