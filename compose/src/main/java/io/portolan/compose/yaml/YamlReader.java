package io.portolan.compose.yaml;

import io.portolan.compose.report.Findings;
import io.portolan.model.Diagnostic;
import io.portolan.model.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document. Whatever is wrong with it becomes a finding. */
public final class YamlReader {
    private final String file;
    private final Findings findings;

    public YamlReader(String file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    public Optional<Mapping> read(byte[] content) {
        if (content.length > YamlLimits.BYTES) {
            return refuse(
                    "compose.too-large",
                    "the file has %d bytes: more than %d is no Compose file"
                            .formatted(content.length, YamlLimits.BYTES),
                    start());
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return refuse("compose.not-yaml", "the file is not text in UTF-8", start());
        }
        return read(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private Optional<Mapping> read(String text) {
        TreeBuilder builder = new TreeBuilder(file, findings);
        try {
            for (Event event : new Parse(settings()).parseString(text)) {
                builder.accept(event);
            }
        } catch (TreeBuilder.Refused e) {
            findings.add(e.diagnostic());
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(this::position).orElse(start());
            return refuse("compose.not-yaml", "this is not YAML: " + words(e), at);
        } catch (ReaderException e) {
            return refuse("compose.not-yaml", "the file holds a character that YAML does not allow", start());
        } catch (YamlEngineException e) {
            return refuse(
                    "compose.not-yaml", "this is not YAML: " + firstLine(String.valueOf(e.getMessage())), start());
        }
        return root(builder.root());
    }

    private Optional<Mapping> root(Optional<Node> root) {
        if (root.isEmpty() || root.get().isNull()) {
            return refuse("compose.empty", "the file is empty", start());
        }
        if (root.get() instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        return refuse(
                "compose.not-a-mapping",
                "the file is %s, not a mapping with the key \"services\""
                        .formatted(root.get().kind()),
                root.get().position());
    }

    private static String words(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "it cannot be read here" : e.getProblem();
        return firstLine(e.getContext() == null ? problem : e.getContext() + ", " + problem);
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("it cannot be read");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private static LoadSettings settings() {
        return LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(YamlLimits.BYTES + 1)
                .build();
    }

    private Position position(Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Position start() {
        return new Position(file, 1, 1);
    }

    private Optional<Mapping> refuse(String code, String message, Position at) {
        findings.add(Diagnostic.error(code, message).at(at));
        return Optional.empty();
    }
}
