package io.portolan.api.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Query parameters, read strictly: a misspelt {@code dryRun} must not become a real run. */
public final class Query {
    private Query() {}

    /** Throws a 400 for a parameter that the route does not know, or that is given twice. */
    static void check(Context ctx, SortedSet<String> known) {
        for (Map.Entry<String, List<String>> given : ctx.queryParamMap().entrySet()) {
            if (!known.contains(given.getKey())) {
                throw HttpProblem.invalid(
                        "query.unknown",
                        "there is no query parameter \"" + given.getKey() + "\" here",
                        known.isEmpty() ? "none is known here" : "known here: " + String.join(", ", known));
            }
            if (given.getValue().size() > 1) {
                throw invalid(given.getKey(), "is given more than once");
            }
        }
    }

    /** A parameter's text; one without any is as good as absent. */
    public static Optional<String> text(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(value -> !value.isEmpty());
    }

    public static String required(Context ctx, String name) {
        return text(ctx, name).orElseThrow(() -> invalid(name, "is missing"));
    }

    /** False if absent. */
    public static boolean flag(Context ctx, String name) {
        return switch (text(ctx, name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "must be true or false");
        };
    }

    public static int integer(Context ctx, String name, int otherwise, int least, int most) {
        Optional<String> given = text(ctx, name);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(given.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw outside(name, least, most);
        }
        throw outside(name, least, most);
    }

    private static HttpProblem outside(String name, int least, int most) {
        return invalid(name, "must be an integer from " + least + " to " + most);
    }

    private static HttpProblem invalid(String name, String wrong) {
        return HttpProblem.invalid("query.invalid", "the query parameter \"" + name + "\" " + wrong);
    }
}
