package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import io.portolan.model.route.Domain;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code SERVICE=URL}, or {@code SERVICE:PORT=URL} where file and image do not tell the service's port. */
record RequestedDomain(String service, OptionalInt containerPort, String url) {
    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<RequestedDomain> {
        private static final Pattern FORM = Pattern.compile("([^=:]+)(?::(\\d{1,5}))?=(.+)");

        @Override
        public RequestedDomain convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "\"" + text + "\" is not SERVICE=URL (or SERVICE:PORT=URL), as in web=http://blog.example.com");
            }
            if (Domain.parse(form.group(3)) instanceof Domain.Parsed.Wrong(var diagnostic)) {
                throw new TypeConversionException(diagnostic.message() + "; " + diagnostic.suggestion());
            }
            OptionalInt port =
                    form.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(2)));
            return new RequestedDomain(form.group(1), port, form.group(3));
        }
    }

    ObjectNode json() {
        ObjectNode node = Json.object().put("service", service).put("url", url);
        containerPort.ifPresent(port -> node.put("containerPort", port));
        return node;
    }
}
