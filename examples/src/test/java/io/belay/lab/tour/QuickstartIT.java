package io.belay.lab.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tour from its first word to its last, as a newcomer runs it. */
class QuickstartIT {

    @TempDir
    Path folder;

    @BeforeEach
    void needs() {
        TourProcess.assumeItCanRunHere();
    }

    /** Two at the same time, which do not disturb each other. */
    @Test
    void the_tour_shows_a_failing_upgrade_its_remedy_the_promotion_and_the_way_back_and_leaves_nothing()
            throws Exception {
        try (TourProcess one = TourProcess.start(folder.resolve("one"));
                TourProcess other = TourProcess.start(folder.resolve("other"))) {
            assertThat(one.awaitEnd()).as(one.output()).isZero();
            assertThat(other.awaitEnd()).as(other.output()).isZero();
            assertThat(one.output())
                    .containsSubsequence(
                            "S1 is ",
                            "S2 is ",
                            "a writable clone of S2 existed after ",
                            "created the view `ops.databases`",
                            "S3 is ",
                            "the whole upgrade passes on S2",
                            "fails  step pg_upgrade: BLY-3320 the new version refuses the view `ops.databases`",
                            "object   ops.databases",
                            "remedy   BEGIN;",
                            "undo     BEGIN;",
                            "datlastsysoid",
                            "passed on S2, fails since S3",
                            "live did not notice",
                            "S4 is ",
                            "the whole upgrade passes on S4",
                            "well again since S4",
                            "the run waits for the change board",
                            "promote     done",
                            "clients come through the same pooler to PostgreSQL 17",
                            "none of them saw an error",
                            "There is a way back, which loses nothing",
                            "clients come through the same pooler to PostgreSQL 13",
                            "old is live again, with every payment that new took",
                            "clients come through the same pooler to PostgreSQL 17",
                            "new is live once more",
                            "all of them are in new, every balance is right, none failed",
                            "old, which follows under its fence, holds the same",
                            "the candidate was compared with its twin, before it followed: old and new are the same",
                            "files share all their extents with it",
                            "everything was removed again")
                    .doesNotContain("\u001b[", "Exception", "\tat ");
            Remains.assertNone(one.id());
            Remains.assertNone(other.id());
        }
    }
}
