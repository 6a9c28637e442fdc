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

    /** Does work that asks the engine; its faults become refusals. */
    static <T> T reachably(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeFault fault) {
            throw refused(fault);
        }
    }

    static Refused refused(RuntimeFault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE ->
                new Refused(
                        Refused.Kind.UNREACHABLE,
                        Diagnostic.error("engine.unreachable", fault.getMessage())
                                .suggest("start the engine of the server; sites that run are not touched"));
            case IMAGE_NOT_FOUND ->
                new Refused(
                        Refused.Kind.PLAN_ERRORS,
                        Diagnostic.error("image.not-found", fault.getMessage())
                                .suggest("check the image's name and tag, and that the server reaches its registry"));
            case REGISTRY_UNREACHABLE ->
                new Refused(
                        Refused.Kind.UNREACHABLE,
                        Diagnostic.error("image.registry-unreachable", fault.getMessage())
                                .suggest("check the image's name and tag, and that the server reaches its registry"));
            case DISK_FULL -> new Refused(Refused.Kind.CONFLICT, Diagnostic.error("disk.full", fault.getMessage()));
            case NOT_FOUND ->
                new Refused(Refused.Kind.NOT_FOUND, Diagnostic.error("engine.not-found", fault.getMessage()));
            case CONFLICT, REFUSED ->
                new Refused(Refused.Kind.CONFLICT, Diagnostic.error("engine.refused", fault.getMessage()));
        };
    }
}
