package io.portolan.compose.report;

import io.portolan.model.Position;

/** Something that stands somewhere in a person's file. */
public interface Located {
    Position position();

    KeyPath path();
}
