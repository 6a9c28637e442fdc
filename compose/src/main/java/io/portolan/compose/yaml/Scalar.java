package io.portolan.compose.yaml;

import io.portolan.compose.report.KeyPath;
import io.portolan.model.Position;

/**
 * A single value. Its text is kept beside its type, since many keys want the text of what YAML calls a number
 * ({@code mode: 0755}).
 *
 * @param text the value, variables filled in once the interpolation has passed
 * @param written as it stands in the file: what messages quote, since {@code text} may hold a secret by then
 */
public record Scalar(Position position, KeyPath path, Type type, String text, String written) implements Node {
    /** The types of the YAML 1.2 core schema. */
    public enum Type {
        NULL,
        BOOLEAN,
        INTEGER,
        FLOAT,
        STRING
    }

    @Override
    public Scalar at(KeyPath newPath) {
        return new Scalar(position, newPath, type, text, written);
    }

    /** With variables filled in: a text from then on, whatever it was before. */
    public Scalar filled(String newText) {
        return new Scalar(position, path, Type.STRING, newText, written);
    }

    @Override
    public String kind() {
        return switch (type) {
            case NULL -> "empty";
            case BOOLEAN -> "a boolean";
            case INTEGER, FLOAT -> "a number";
            case STRING -> "a text";
        };
    }
}
