package io.belay.workers.clone;

import io.belay.plans.problem.ErrorCode;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.util.List;
import java.util.Map;

/**
 * One concern of the safe-clone checklist: what it changes in a copy that was never started, and how it proves itself, before the
 * start and after it. Items know nothing of each other. Stateless.
 */
interface GateItem {

    /** Number in the checklist. */
    int row();

    /** What it sees to, as a short clause. */
    String what();

    /** What a refusal by this item is called. */
    default ErrorCode code() {
        return CloneErrors.NOT_ISOLATED;
    }

    /** Whether {@link #wrong} is to be asked only before the clone's first start: a server leaves such files itself. */
    default boolean isForFreshCopies() {
        return false;
    }

    /** Lines of the clone's own configuration. All are looked up again in the file, and on the running server. */
    default Map<String, String> settings(CloneFacts clone) {
        return Map.of();
    }

    /** Changes files of the clone. Running it again changes nothing more. */
    default void apply(CloneFacts clone) {}

    /** What is still wrong, as sentences; empty when all is well. Reads files only. */
    default List<String> wrong(CloneFacts clone) {
        return List.of();
    }

    /** Changes what only a running server lets be changed. Running it again changes nothing more. */
    default void settle(CloneFacts clone, RunningServer server) {}

    /** What is wrong on the running server, as sentences. */
    default List<String> wrongWhileRunning(CloneFacts clone, RunningServer server, Session session) {
        return List.of();
    }

    /** What {@link #settle} sends, in order. */
    default List<ListedStatement> settling() {
        return List.of();
    }

    /** What {@link #wrongWhileRunning} asks in the session that it is given, in order. */
    default List<String> asked() {
        return List.of();
    }

    /** What cannot be isolated here, as sentences for people. */
    default List<String> notIsolated(CloneFacts clone) {
        return List.of();
    }

    /** What live has and the clone is not given, as sentences for people. */
    default List<String> leftOut(CloneFacts clone) {
        return List.of();
    }
}
