package io.portolan.engine.store;

import io.portolan.model.Secret;
import io.portolan.model.stack.Bundle;
import io.portolan.model.stack.StackSpec;
import java.time.Instant;
import java.util.Map;

/**
 * One version of a stack, as it was handed in and as it was understood then. The document is encrypted in the store.
 *
 * @param number counts from 1 within the stack
 */
public record Revision(String stackId, int number, Status status, Instant createdAt, Document document) {
    public enum Status {
        CANDIDATE,
        ACTIVE,
        SUPERSEDED,
        FAILED
    }

    /**
     * @param formatVersion of this document; an older daemon refuses a newer one
     * @param variables that the user gave ({@code --set}, {@code --env-file})
     */
    public record Document(int formatVersion, Bundle bundle, Map<String, Secret> variables, StackSpec spec) {
        public static final int CURRENT_FORMAT = 1;
    }
}
