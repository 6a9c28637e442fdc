package io.portolan.model;

import java.util.Objects;

/** A place in a file that a person wrote. Lines and columns count from 1. */
public record Position(String path, int line, int column) {
    public Position {
        Objects.requireNonNull(path, "path");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
        }
    }

    @Override
    public String toString() {
        return path + ":" + line + ":" + column;
    }
}
