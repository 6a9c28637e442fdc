package io.portolan.engine.view;

import java.time.Instant;

/**
 * A repair that is due, was tried and did not succeed.
 *
 * @param subject {@code stack blog}, or {@code the server's infrastructure}
 * @param since when it failed first, since when it has not succeeded once
 * @param lastTried when it failed last
 * @param reason why it failed last, in a line
 * @param next what a person can do about it
 */
public record FailingView(String subject, Instant since, Instant lastTried, String reason, String next) {}
