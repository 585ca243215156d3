package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.preflight.PreflightPrograms.Questions;
import java.util.List;

/**
 * One family of findings: what can be wrong with a cluster or its host in one respect. Knows nothing of its siblings.
 *
 * <p>Reads only. On the server it runs nothing that is not in {@link PreflightStatement} (invariant I1).
 */
interface FindingFamily {

    /** What it looks at, for progress and evidence: {@code prepared transactions}. */
    String title();

    /**
     * @return what it found, empty when all is well
     * @throws io.belay.workers.postgres.PostgresFailure when the server refuses a statement
     */
    List<Finding> examine(PreflightContext context);

    /** What {@link #examine} asks of programs, before it sends anything. */
    default Questions questions(String emptyConfiguration) {
        return Questions.NONE;
    }

    /** What {@link #examine} sends, in order. */
    default List<ListedStatement> statements() {
        return List.of();
    }
}
