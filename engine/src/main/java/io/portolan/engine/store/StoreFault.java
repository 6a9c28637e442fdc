package io.portolan.engine.store;

/**
 * The store could not do its work: nothing of the transaction was kept. The message says what happened and what to do.
 */
public class StoreFault extends RuntimeException {
    public enum Kind {
        /** The disk that holds the store is full. */
        DISK_FULL,
        /** Another program holds the database. Worth another try later. */
        LOCKED,
        /** The master key is missing, or is not the one that the store was made with. */
        MASTER_KEY,
        /** A newer Portolan made the store or a document in it. */
        TOO_NEW,
        /** A file or a document is not what was written. */
        DAMAGED,
        /** Anything else that the database or its disk reported. */
        FAILED
    }

    private final Kind kind;

    public StoreFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreFault(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
