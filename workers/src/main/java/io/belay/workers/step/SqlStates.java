package io.belay.workers.step;

import io.belay.workers.postgres.PostgresFailure;

/** What a server's five characters say about whose fault it is (PostgreSQL manual, appendix A). Pure. */
public final class SqlStates {

    private SqlStates() {}

    /**
     * Whether the host is to blame and not what the cluster holds: no connection (08), no resources (53), an operator or a crash
     * ended it (57P), a file or library is missing (58).
     */
    public static boolean isOfTheEnvironment(PostgresFailure failure) {
        return isOfTheEnvironment(failure.sqlState());
    }

    static boolean isOfTheEnvironment(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58");
    }
}
