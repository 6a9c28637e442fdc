package io.portolan.daemon;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for people. */
final class LogTail {
    private static final int BYTES = 16 * 1024;

    private LogTail() {}

    /** Lines as the beginning of an advice; what is only one line is said already. */
    static String shown(List<String> lines) {
        return lines.size() < 2 ? "" : "the last it said:\n  " + String.join("\n  ", lines) + "\n";
    }

    /** The last lines; none if there is no such file. */
    static List<String> of(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            byte[] end = new byte[BYTES];
            int read = Math.max(0, file.read(end));
            List<String> all = new String(end, 0, read, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            // What cannot be shown is named by its path beside this.
            return List.of();
        }
    }
}
