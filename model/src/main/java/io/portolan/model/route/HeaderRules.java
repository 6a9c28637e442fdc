package io.portolan.model.route;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Headers that are set on the way, in place of what was there. An empty value takes the header away.
 *
 * @param request what the service gets
 * @param response what the visitor gets
 */
public record HeaderRules(SortedMap<String, String> request, SortedMap<String, String> response) {
    public HeaderRules {
        request = Collections.unmodifiableSortedMap(new TreeMap<>(request));
        response = Collections.unmodifiableSortedMap(new TreeMap<>(response));
    }

    public static HeaderRules none() {
        return new HeaderRules(new TreeMap<>(), new TreeMap<>());
    }

    public boolean isEmpty() {
        return request.isEmpty() && response.isEmpty();
    }
}
