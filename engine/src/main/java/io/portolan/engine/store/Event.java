package io.portolan.engine.store;

import java.time.Instant;

/**
 * Something that happened, for {@code status} and the event log: a repair, a deploy, a failure.
 *
 * @param kind dotted, for example {@code repair.container}, {@code deploy.failed}
 * @param subject engine name or {@code stack blog}
 */
public record Event(long id, Instant at, String kind, String subject, String message) {}
