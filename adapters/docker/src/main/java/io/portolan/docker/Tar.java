package io.portolan.docker;

import io.portolan.model.stack.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive in memory; folders in it belong to root. */
final class Tar {
    private static final int FOLDER_MODE = 0_755;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    /**
     * The folders that files stand in, parents first.
     *
     * @throws IllegalArgumentException if a path leads out of where the archive is unpacked
     */
    static SortedSet<String> folders(Collection<String> paths) {
        TreeSet<String> folders = new TreeSet<>();
        for (String path : paths) {
            if (path.startsWith("/")
                    || path.isEmpty()
                    || List.of(path.split("/")).contains("..")) {
                throw new IllegalArgumentException("the path \"" + path + "\" leads out of its volume");
            }
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        return folders;
    }

    void folder(String path) {
        add(path + "/", new Bundle.File(new byte[0], FOLDER_MODE));
    }

    void file(String path, Bundle.File file) {
        add(path, file);
    }

    private void add(String path, Bundle.File file) {
        byte[] content = file.content();
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setMode(file.mode());
        entry.setIds(file.uid(), file.gid());
        entry.setSize(content.length);
        try {
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
    }

    byte[] bytes() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
