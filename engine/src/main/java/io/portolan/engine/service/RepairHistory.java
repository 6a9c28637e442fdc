package io.portolan.engine.service;

import io.portolan.engine.reconcile.RepairLog;
import io.portolan.engine.store.Event;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.FailingView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the events tell of repairs: those that happened, and those that fail again and again. */
final class RepairHistory {
    /** Two tries of the same repair lie closer together than this, however long one of them takes. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private static final int REASON_LENGTH = 300;

    private final List<Event> events;

    /** @param events newest first */
    RepairHistory(List<Event> events) {
        this.events = List.copyOf(events);
    }

    /** Newest first; failures and mere waits are no repairs. */
    List<EventView> repaired(int limit) {
        return events.stream()
                .filter(e -> RepairLog.isRepair(e.kind()))
                .limit(limit)
                .map(e -> new EventView(e.at(), e.kind(), e.subject(), e.message()))
                .toList();
    }

    /** @param due subjects of the repairs that are still to be done */
    List<FailingView> failing(List<String> due) {
        return due.stream()
                .distinct()
                .flatMap(subject -> failing(subject).stream())
                .toList();
    }

    private Optional<FailingView> failing(String subject) {
        Optional<Event> latest = Optional.empty();
        Instant since = Instant.MAX;
        for (Event event : events) {
            if (!event.subject().equals(subject)) {
                continue;
            }
            boolean another =
                    latest.isPresent() && event.at().plus(LONGEST_PAUSE).isBefore(since);
            if (another || event.kind().equals(RepairLog.DONE)) {
                break;
            }
            if (event.kind().equals(RepairLog.FAILED)) {
                latest = latest.isEmpty() ? Optional.of(event) : latest;
                since = event.at();
            }
        }
        Instant first = since;
        return latest.map(e -> new FailingView(subject, first, e.at(), line(e.message()), next(subject)));
    }

    private static String line(String message) {
        String line = message.strip()
                .lines()
                .findFirst()
                .orElse("no reason was given")
                .replaceAll("[:\\s]+$", "");
        return line.length() <= REASON_LENGTH ? line : line.substring(0, REASON_LENGTH - 1) + "…";
    }

    private static String next(String subject) {
        String again = "Portolan tries again by itself, at least once a minute; ";
        String stack = subject.startsWith("stack ") ? subject.substring("stack ".length()) : "";
        return !stack.isEmpty()
                ? again + "see portolan stack show " + stack + " and portolan stack logs " + stack
                        + "; a deploy of a corrected file replaces what is there"
                : again + "the daemon's log has every try";
    }
}
