package io.belay.web.view;

import io.belay.engine.activity.Snapshots.SnapshotReport;
import io.belay.engine.ledger.FailingSince;
import io.belay.engine.ledger.LedgerBrief;
import io.belay.web.live.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** What is around every page, and a cluster's page. Pure: the time is an argument. */
public final class Views {

    private static final int USUAL_REFRESH = 15;
    /** While a run is watched, steps of seconds should be seen. */
    private static final int BUSY_REFRESH = 5;

    private final Instant now;
    private final String styleSheet;

    public Views(Instant now, String styleSheet) {
        this.now = now;
        this.styleSheet = styleSheet;
    }

    public Frame frame(String title, boolean busy, List<Known<?>> answers) {
        Instant oldest = answers.stream().map(Known::at).min(Instant::compareTo).orElse(now);
        String warning = answers.stream()
                .filter(Known::isStale)
                .map(Known::failure)
                .distinct()
                .reduce((first, second) -> first + "; " + second)
                .orElse("");
        String age = "read " + Words.exact(oldest) + ", " + Words.ago(oldest, now);
        return new Frame(title, busy ? BUSY_REFRESH : USUAL_REFRESH, age, Words.visible(warning), styleSheet);
    }

    /** Failing steps first, the newest trouble on top. */
    public List<LedgerRow> rows(LedgerBrief ledger) {
        List<LedgerRow> rows = new ArrayList<>();
        for (FailingSince step : ledger.failing()) {
            String why = step.error() + (step.object().isEmpty() ? "" : " (" + step.object() + ")");
            rows.add(new LedgerRow(
                    step.step(),
                    Mark.failed(),
                    sinceWhen(step),
                    "–",
                    step.code(),
                    Words.visible(why),
                    Words.visible(step.plan())));
        }
        for (LedgerBrief.Well step : ledger.steps()) {
            String since = step.since().isEmpty() ? "" : ", well again since " + step.since();
            rows.add(new LedgerRow(
                    step.step(),
                    Mark.passed(),
                    "last on " + step.lastPassed() + since,
                    Words.spent(Duration.ofMillis(step.milliseconds())),
                    "",
                    "",
                    Words.visible(step.plan())));
        }
        return rows;
    }

    /** {@code passed on S2, fails since S3}. */
    static String sinceWhen(FailingSince step) {
        String passed = step.lastPassed().isEmpty() ? "never passed" : "passed on " + step.lastPassed();
        return passed + ", fails since " + step.firstFailed();
    }

    /** Newest first: what a person looks for is among the last ones taken. */
    public List<SnapshotRow> snapshots(List<SnapshotReport> snapshots) {
        List<SnapshotRow> rows = new ArrayList<>();
        snapshots.forEach(snapshot -> rows.add(0, snapshot(snapshot)));
        return rows;
    }

    private SnapshotRow snapshot(SnapshotReport snapshot) {
        String holders = String.join(", ", snapshot.usedBy());
        String held = holders.isEmpty() ? snapshot.pinned() : holders;
        return new SnapshotRow(
                snapshot.id(),
                exact(snapshot.takenAt()),
                age(snapshot.takenAt()),
                snapshot.state(),
                snapshot.consistency().replace('_', ' '),
                Words.spent(Duration.ofMillis(snapshot.storageMilliseconds())),
                held.isEmpty() ? "–" : held);
    }

    private static String exact(String takenAt) {
        try {
            return Words.exact(Instant.parse(takenAt));
        } catch (DateTimeParseException foreign) {
            return takenAt;
        }
    }

    private String age(String takenAt) {
        try {
            return Words.ago(Instant.parse(takenAt), now);
        } catch (DateTimeParseException unknown) {
            return "–";
        }
    }
}
