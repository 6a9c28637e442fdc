package io.portolan.store.vault;

import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value stands. It is bound to the value: what somebody copied to another row or column does not open
 * there.
 */
public record Place(String table, String column, String row) {
    byte[] bytes() {
        return (table + '\0' + column + '\0' + row).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return table + "." + column + " of " + row;
    }
}
