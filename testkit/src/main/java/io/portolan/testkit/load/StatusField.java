package io.portolan.testkit.load;

import java.io.IOException;

/** The status in a block of headers (RFC 7541): always the first field, whatever the size of the table is said to be. */
final class StatusField {
    private static final int[] INDEXED = {200, 204, 206, 304, 400, 404, 500};
    private static final int FIRST_INDEX = 8;
    private static final int DIGITS = 3;

    private StatusField() {}

    static int read(byte[] block) throws IOException {
        int at = 0;
        while ((block[at] & 0xe0) == 0x20) {
            at++;
        }
        int first = block[at] & 0xff;
        if (first >= 0x80) {
            int index = (first & 0x7f) - FIRST_INDEX;
            if (index < 0 || index >= INDEXED.length) {
                throw new IOException("the answer does not begin with its status but with field " + (first & 0x7f));
            }
            return INDEXED[index];
        }
        // A literal: kept in the table, not kept, never to be kept.
        int name = first >= 0x40 ? first & 0x3f : first & 0x0f;
        if (name < FIRST_INDEX || name >= FIRST_INDEX + INDEXED.length) {
            throw new IOException("the answer does not begin with its status but with a literal of field " + name);
        }
        boolean huffman = (block[at + 1] & 0x80) != 0;
        return huffman ? packed(block, at + 2) : plain(block, at + 2);
    }

    private static int plain(byte[] block, int at) {
        int status = 0;
        for (int i = 0; i < DIGITS; i++) {
            status = status * 10 + (block[at + i] - '0');
        }
        return status;
    }

    /** The digits 0, 1 and 2 have five bits, 00000 to 00010; the others have six, from 011001 on. */
    private static int packed(byte[] block, int at) {
        int bits = 0;
        for (int i = 0; i < DIGITS; i++) {
            bits = (bits << 8) | (at + i < block.length ? block[at + i] & 0xff : 0xff);
        }
        int left = 24;
        int status = 0;
        for (int i = 0; i < DIGITS; i++) {
            int five = (bits >> (left - 5)) & 0x1f;
            if (five <= 2) {
                status = status * 10 + five;
                left -= 5;
            } else {
                status = status * 10 + ((bits >> (left - 6)) & 0x3f) - 0b011001 + 3;
                left -= 6;
            }
        }
        return status;
    }
}
