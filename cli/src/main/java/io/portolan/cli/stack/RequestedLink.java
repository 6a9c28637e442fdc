package io.portolan.cli.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portolan.cli.client.Json;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code SERVICE=STACK[:SERVICE][,port=P][,as=PREFIX]}.
 *
 * @param service the consumer; empty for the only one of its stack
 */
record RequestedLink(Optional<String> service, ServiceName provider, Optional<Integer> port, Optional<String> prefix) {
    /** Reads one from the command line. */
    static final class Converter implements ITypeConverter<RequestedLink> {
        private static final Pattern FORM =
                Pattern.compile("([^=:,]+)=([^=:,]+)(?::([^=:,]+))?(?:,port=(\\d{1,5}))?(?:,as=([A-Za-z0-9_]+))?");

        @Override
        public RequestedLink convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException("\"" + text
                        + "\" is not SERVICE=STACK[:SERVICE][,port=P][,as=NAME], as in web=base:db,as=DATABASE");
            }
            return new RequestedLink(
                    Optional.of(form.group(1)),
                    new ServiceName(form.group(2), Optional.ofNullable(form.group(3))),
                    Optional.ofNullable(form.group(4)).map(Integer::valueOf),
                    Optional.ofNullable(form.group(5)));
        }
    }

    ObjectNode json() {
        ObjectNode node = Json.object().put("provider", provider.stack());
        service.ifPresent(s -> node.put("service", s));
        provider.service().ifPresent(s -> node.put("providerService", s));
        port.ifPresent(p -> node.put("containerPort", p));
        prefix.ifPresent(p -> node.put("prefix", p));
        return node;
    }
}
