package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.portolan.cli.client.Json;
import io.portolan.cli.command.Named;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;

/** A service of a stack as people name it: {@code shop:web}, or {@code shop} where the stack has one. */
record ServiceName(String stack, Optional<String> service) {
    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<ServiceName> {
        @Override
        public ServiceName convert(String text) {
            String[] parts = text.split(":", 2);
            return new ServiceName(Named.stack(parts[0]), parts.length == 1 ? Optional.empty() : Optional.of(parts[1]));
        }
    }

    /** Of an end of a link. */
    static String of(JsonNode end) {
        return Json.text(end, "stack") + ":" + Json.text(end, "service");
    }

    boolean means(JsonNode end) {
        return stack.equals(Json.text(end, "stack"))
                && service.filter(s -> !s.equals(Json.text(end, "service"))).isEmpty();
    }

    @Override
    public String toString() {
        return stack + service.map(s -> ":" + s).orElse("");
    }
}
