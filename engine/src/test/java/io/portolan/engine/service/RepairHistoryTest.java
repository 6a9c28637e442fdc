package io.portolan.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.portolan.engine.store.Event;
import io.portolan.engine.view.EventView;
import io.portolan.engine.view.FailingView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairHistoryTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BLOG = "stack blog";

    private final List<Event> newestFirst = new ArrayList<>();

    private void happened(int minutesAfterNoon, String kind, String subject, String message) {
        newestFirst.addFirst(new Event(newestFirst.size(), at(minutesAfterNoon), kind, subject, message));
    }

    private static Instant at(int minutesAfterNoon) {
        return NOON.plusSeconds(60L * minutesAfterNoon);
    }

    private RepairHistory history() {
        return new RepairHistory(newestFirst);
    }

    @Test
    void onlyWhatWasRepairedIsCalledRepaired() {
        happened(0, "setup.create-network", "default", "the destination needs it");
        happened(1, "deploy.failed", BLOG, "it exited with 1");
        happened(2, "repair.run-container", "blog.db.1", "it is gone");
        happened(3, "repair.await-upstream", "blog.db.1", "it takes connections");
        happened(4, "repair.done", BLOG, "is as it should be");
        happened(5, "repair.failed", BLOG, "exited\nwith a long log");

        assertThat(history().repaired(20))
                .containsExactly(new EventView(at(2), "repair.run-container", "blog.db.1", "it is gone"));
    }

    @Test
    void theNewestRepairsAreShown() {
        happened(0, "repair.run-container", "old", "it is gone");
        happened(1, "repair.run-container", "new", "it is gone");

        assertThat(history().repaired(1)).extracting(EventView::subject).containsExactly("new");
    }

    @Test
    void aRepairThatFailsAgainAndAgainIsToldOnceWithItsBeginning() {
        happened(0, "repair.failed", BLOG, "another reason");
        happened(1, "repair.failed", "stack shop", "not asked for");
        happened(2, "repair.connect-network", "proxy", "it is not on default");
        happened(3, "repair.failed", BLOG, "blog.web.1 ended with exit code 7; it wrote last:\nno licence\nbye");

        FailingView failing = history().failing(List.of(BLOG)).getFirst();

        assertThat(failing.since()).isEqualTo(at(0));
        assertThat(failing.lastTried()).isEqualTo(at(3));
        assertThat(failing.reason()).isEqualTo("blog.web.1 ended with exit code 7; it wrote last");
        assertThat(failing.next()).contains("portolan stack logs blog", "tries again");
        assertThat(history().failing(List.of(BLOG))).hasSize(1);
    }

    @Test
    void whatIsNotDueAnyMoreFailsNoMore() {
        happened(0, "repair.failed", BLOG, "reason");
        assertThat(history().failing(List.of())).isEmpty();
    }

    @Test
    void aRepairThatWasDoneInBetweenBeginsAnew() {
        happened(0, "repair.failed", BLOG, "reason");
        happened(1, "repair.done", "stack shop", "is as it should be");
        assertThat(history().failing(List.of(BLOG))).hasSize(1);
        happened(2, "repair.done", BLOG, "is as it should be");
        assertThat(history().failing(List.of(BLOG))).isEmpty();
        happened(3, "repair.failed", BLOG, "reason");
        assertThat(history().failing(List.of(BLOG)).getFirst().since()).isEqualTo(at(3));
    }

    @Test
    void aFailureOfLongAgoThatMendedItselfIsAnotherStory() {
        happened(0, "repair.failed", BLOG, "reason");
        happened(600, "repair.failed", BLOG, "reason");
        assertThat(history().failing(List.of(BLOG)).getFirst().since()).isEqualTo(at(600));
    }
}
