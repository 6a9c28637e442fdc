package io.portolan.compose.config;

import io.portolan.compose.yaml.Mapping;
import io.portolan.compose.yaml.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ports}: every one in long form, ranges taken apart, of two for the same the later one. */
final class PortForm {
    private static final int MOST = 65_536;

    private PortForm() {}

    static List<Object> all(List<Node> items) {
        Map<String, Map<String, @Nullable Object>> ports = new LinkedHashMap<>();
        for (Node item : items) {
            List<Form> forms = item instanceof Mapping form ? List.of(lengthy(form)) : brief(Trees.text(item));
            for (Form form : forms) {
                Map<String, @Nullable Object> port = form.keys();
                String key = port.getOrDefault("host_ip", "0.0.0.0") + ":" + port.get("published") + ":"
                        + port.get("target") + "/" + port.get("protocol");
                ports.put(key, port);
            }
            if (ports.size() > MOST) {
                break;
            }
        }
        return List.copyOf(ports.values());
    }

    private static Form lengthy(Mapping source) {
        Form form = new Form(source)
                .put("mode", "ingress")
                .put("protocol", "tcp")
                .texts("name", "mode", "host_ip", "published", "protocol", "app_protocol")
                .numbers("target");
        return form;
    }

    /** {@code [[address:][host]:]container[/protocol]}. */
    private static List<Form> brief(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        String ports = slash < 0 ? text : text.substring(0, slash);
        int last = ports.lastIndexOf(':');
        String front = last < 0 ? "" : ports.substring(0, last);
        int colon = front.lastIndexOf(':');
        String address = colon < 0 ? "" : front.substring(0, colon).replaceAll("[\\[\\]]", "");
        String host = front.substring(colon + 1);
        List<Integer> targets = range(ports.substring(last + 1));
        List<Integer> published = range(host);
        List<Form> all = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Form form = new Form(Trees.EMPTY)
                    .put("mode", "ingress")
                    .put("protocol", protocol)
                    .put("target", targets.get(i));
            form.unlessEmpty("host_ip", address);
            // A range on the host for one port of the container: any of them.
            form.unlessEmpty("published", published.size() == targets.size() ? String.valueOf(published.get(i)) : host);
            all.add(form);
        }
        return all;
    }

    private static List<Integer> range(String text) {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            return List.of();
        }
        String[] ends = text.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        int end = Integer.parseInt(ends[ends.length - 1]);
        List<Integer> ports = new ArrayList<>();
        for (int port = first; port <= Math.min(end, MOST); port++) {
            ports.add(port);
        }
        return ports;
    }
}
