package io.portolan.api.request;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A file's bytes, decoded while the body is read. They are large: nobody copies them before the bundle does. */
public final class FileContent {
    private final byte[] bytes;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    FileContent(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
