package io.portolan.api.request;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A file's bytes, decoded while the body is read, so that they are in memory once only. */
public final class FileContent {
    private final byte[] bytes;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FileContent(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
