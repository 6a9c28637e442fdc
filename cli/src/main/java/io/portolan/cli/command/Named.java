package io.portolan.cli.command;

import io.portolan.model.Diagnostic;
import io.portolan.model.Names;

/** Checks the names that people give on the command line before they stand in a URL. */
public final class Named {
    private Named() {}

    public static String stack(String name) {
        return checked("stack", name);
    }

    public static String destination(String name) {
        return checked("destination", name);
    }

    private static String checked(String noun, String name) {
        Names.check(noun, name).ifPresent(Named::refuse);
        return name;
    }

    private static void refuse(Diagnostic diagnostic) {
        throw CommandFailure.wrongUse(diagnostic);
    }
}
