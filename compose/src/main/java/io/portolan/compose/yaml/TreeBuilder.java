package io.portolan.compose.yaml;

import io.portolan.compose.report.Findings;
import io.portolan.compose.report.KeyPath;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Builds the tree from the parser's events. Aliases share their anchor's node (an anchor is known once its node is
 * complete, so no node holds itself); depth and size are bounded while reading, before anything recurses.
 */
final class TreeBuilder {
    /** Ends the reading of a file that cannot become a tree. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Diagnostic diagnostic;

        Refused(Diagnostic diagnostic) {
            super(diagnostic.message());
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /** A collection that is still open: values, and for a mapping keys and values in turn. */
    private record Open(
            Position position, boolean mapping, @Nullable Anchor anchor, Change change, List<Node> parts) {}

    private final String file;
    private final Findings findings;
    private final MergeKeys mergeKeys;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private final Set<Anchor> unfinished = new HashSet<>();
    /** Of nodes with a tag of the specification; by identity, since an alias shares its anchor's tag. */
    private final IdentityHashMap<Node, Change> changes = new IdentityHashMap<>();

    private @Nullable Node root;
    private int documents;
    private int nodes;

    TreeBuilder(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.mergeKeys = new MergeKeys(findings, changes);
    }

    void accept(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> startDocument(event);
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> complete(alias((AliasEvent) event), null, Change.MERGE);
            case SequenceStart -> start(event, false);
            case MappingStart -> start(event, true);
            case SequenceEnd, MappingEnd -> end();
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {
                // Nothing of these is in the tree.
            }
        }
    }

    Optional<Node> root() {
        return Optional.ofNullable(root);
    }

    private void startDocument(Event event) {
        documents++;
        if (documents > 1) {
            throw refused(
                    event, "compose.several-documents", "a second YAML document starts here: a Compose file is one");
        }
    }

    private void start(Event event, boolean mapping) {
        if (open.size() >= YamlLimits.DEPTH) {
            throw refused(
                    event, "compose.too-deep", "the file is nested deeper than %d levels".formatted(YamlLimits.DEPTH));
        }
        ScalarTypes.checkCollectionTag((CollectionStartEvent) event, position(event), findings);
        Anchor anchor = anchor(event);
        if (anchor != null) {
            unfinished.add(anchor);
        }
        Change change = ScalarTypes.change(((CollectionStartEvent) event).getTag());
        open.push(new Open(position(event), mapping, anchor, change, new ArrayList<>()));
    }

    private void scalar(ScalarEvent event) {
        Scalar scalar = ScalarTypes.scalar(event, position(event), findings);
        complete(scalar, anchor(event), ScalarTypes.change(event.getTag()));
    }

    private void end() {
        Open done = open.pop();
        Node node = done.mapping()
                ? mergeKeys.mapping(done.position(), done.parts())
                : new Sequence(done.position(), KeyPath.ROOT, kept(done.parts()));
        if (done.anchor() != null) {
            unfinished.remove(done.anchor());
        }
        complete(node, done.anchor(), done.change());
    }

    /** A list's item has no counterpart in an earlier file: one with {@code !reset} is just not there. */
    private List<Node> kept(List<Node> items) {
        return items.stream().filter(i -> changes.get(i) != Change.RESET).toList();
    }

    private void complete(Node node, @Nullable Anchor anchor, Change change) {
        nodes++;
        if (nodes > YamlLimits.NODES) {
            throw new Refused(Diagnostic.error(
                            "compose.too-large", "the file has more than %d values".formatted(YamlLimits.NODES))
                    .at(node.position()));
        }
        if (change != Change.MERGE) {
            changes.put(node, change);
        }
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        if (open.isEmpty()) {
            root = node;
        } else {
            open.peek().parts().add(node);
        }
    }

    private Node alias(AliasEvent event) {
        Anchor anchor = event.getAlias();
        Node node = anchors.get(anchor);
        if (unfinished.contains(anchor)) {
            throw refused(event, "compose.recursive-alias", "the alias *" + anchor + " stands inside its own anchor");
        }
        if (node == null) {
            throw refused(event, "compose.not-yaml", "the alias *" + anchor + " has no anchor before it");
        }
        return node;
    }

    private static @Nullable Anchor anchor(Event event) {
        return switch (event) {
            case ScalarEvent s -> s.getAnchor().orElse(null);
            case CollectionStartEvent c -> c.getAnchor().orElse(null);
            default -> null;
        };
    }

    private Position position(Event event) {
        return event.getStartMark()
                .map(m -> new Position(file, m.getLine() + 1, m.getColumn() + 1))
                .orElseGet(() -> new Position(file, 1, 1));
    }

    private Refused refused(Event event, String code, String message) {
        return new Refused(Diagnostic.error(code, message).at(position(event)));
    }
}
