package io.portolan.compose.yaml;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.KeyPath;
import io.portolan.compose.report.Nearest;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** The type of a scalar by the YAML 1.2 core schema (chapter 10.3), where {@code no} and {@code 22222:22} are texts. */
final class ScalarTypes {
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(\\.[0-9]++|[0-9]++(\\.[0-9]*+)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final int LONGEST_NUMBER = 100;
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Set<String> CORE_SCALARS = Set.of("str", "int", "float", "bool", "null");

    private ScalarTypes() {}

    static Scalar scalar(ScalarEvent event, Position position, Findings findings) {
        String text = event.getValue();
        return new Scalar(position, KeyPath.ROOT, type(event, text, position, findings), text, text);
    }

    private static Scalar.Type type(ScalarEvent event, String text, Position position, Findings findings) {
        Optional<String> tag = event.getTag();
        if (tag.isPresent() && change(tag) != Change.MERGE) {
            return event.isPlain() ? plain(text) : Scalar.Type.STRING;
        }
        if (tag.isPresent() && !tag.get().equals("!")) {
            String name = tag.get().startsWith(CORE) ? tag.get().substring(CORE.length()) : "";
            if (!CORE_SCALARS.contains(name)) {
                refuseTag(tag.get(), position, findings);
            }
            return name.equals("str") ? Scalar.Type.STRING : plain(text);
        }
        return event.isPlain() && tag.isEmpty() ? plain(text) : Scalar.Type.STRING;
    }

    private static Scalar.Type plain(String text) {
        if (text.length() > LONGEST_NUMBER) {
            return Scalar.Type.STRING;
        }
        if (NULL.matcher(text).matches()) {
            return Scalar.Type.NULL;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Scalar.Type.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return Scalar.Type.INTEGER;
        }
        return FLOAT.matcher(text).matches() ? Scalar.Type.FLOAT : Scalar.Type.STRING;
    }

    static void checkCollectionTag(CollectionStartEvent event, Position position, Findings findings) {
        event.getTag()
                .filter(t -> !t.equals("!") && !t.equals(CORE + "map") && !t.equals(CORE + "seq"))
                .filter(t -> change(Optional.of(t)) == Change.MERGE)
                .ifPresent(t -> refuseTag(t, position, findings));
    }

    static Change change(Optional<String> tag) {
        return switch (tag.orElse("")) {
            case "!reset" -> Change.RESET;
            case "!override" -> Change.OVERRIDE;
            default -> Change.MERGE;
        };
    }

    private static void refuseTag(String tag, Position position, Findings findings) {
        String shown = tag.length() > 60 ? tag.substring(0, 60) + "…" : tag;
        Diagnostic refused = Diagnostic.error(
                        "compose.unknown-tag", "the tag %s has no meaning in a Compose file".formatted(shown))
                .at(position);
        String near = Nearest.to(tag, Set.of("!reset", "!override")).orElse("");
        findings.add(near.isEmpty() ? refused : refused.suggest("did you mean `" + near + "`?"));
    }
}
