package io.portolan.store;

import io.portolan.engine.store.StoreFault;
import java.nio.file.Path;

/** A newer Portolan has changed the database to a form that this one does not know. Nothing was touched. */
public final class StoreTooNew extends StoreFault {
    private final String madeBy;

    StoreTooNew(String madeBy, int found, int known, Path backups) {
        super(
                Kind.TOO_NEW,
                ("the database was made by %s (schema %d) and this Portolan knows up to schema %d: run %s or later, or "
                                + "restore the backup that was made before the upgrade, in %s")
                        .formatted(madeBy, found, known, madeBy, backups));
        this.madeBy = madeBy;
    }

    /** For example {@code Portolan 0.3.0}. */
    public String madeBy() {
        return madeBy;
    }
}
