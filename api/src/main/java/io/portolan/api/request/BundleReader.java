package io.portolan.api.request;

import io.portolan.api.request.PlanRequest.BundledFile;
import io.portolan.engine.service.Refused;
import io.portolan.model.Diagnostic;
import io.portolan.model.stack.Bundle;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a bundle of the files in a request, or says what is wrong with them. */
final class BundleReader {
    private static final int USUAL_MODE = 0_644;
    private static final int HIGHEST_MODE = 0_7777;
    private static final int MOST_FILES = 10_000;

    private BundleReader() {}

    /** Throws {@link Refused} with every file that cannot be part of a bundle. */
    static Bundle read(PlanRequest request) {
        List<Diagnostic> wrong = new ArrayList<>();
        SortedMap<String, Bundle.File> files = new TreeMap<>();
        if (request.files().size() > MOST_FILES) {
            wrong.add(Diagnostic.error("bundle.too-many-files", "a bundle holds at most " + MOST_FILES + " files"));
        }
        for (BundledFile file : request.files()) {
            int mode = file.mode().orElse(USUAL_MODE);
            if (mode < 0 || mode > HIGHEST_MODE) {
                wrong.add(Diagnostic.error("bundle.mode-invalid", mode + " is not a file's permission bits")
                        .about("file " + file.path()));
            }
            if (files.put(file.path(), new Bundle.File(file.content().bytes(), mode)) != null) {
                wrong.add(Diagnostic.error("bundle.file-twice", "the bundle holds this file twice")
                        .about("file " + file.path()));
            }
        }
        if (request.composeFiles().isEmpty()) {
            wrong.add(Diagnostic.error("bundle.no-compose-file", "\"composeFiles\" names no Compose file"));
        }
        if (!wrong.isEmpty()) {
            throw new Refused(Refused.Kind.INVALID, wrong);
        }
        try {
            return new Bundle(request.composeFiles(), files);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() == null ? "the bundle is not valid" : e.getMessage();
            throw new Refused(Refused.Kind.INVALID, Diagnostic.error("bundle.invalid", message));
        }
    }
}
