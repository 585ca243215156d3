package io.belay.workers.hold;

import io.belay.workers.postgres.ListedStatement;
import java.util.List;

/** What an online hold sends to its two servers besides what fence, marker, sequences, slots and subscriptions do: data out. */
public final class OnlineStatements {

    private OnlineStatements() {}

    /** The database of sessions that concern a side as a whole. */
    public static String admin() {
        return WarmSessions.ADMIN;
    }

    /** The first of each session that is kept open: one beside the databases, two in each of them. */
    public static List<ListedStatement> ofWarmSessions() {
        return WarmSessions.statements();
    }

    /** When transactions do not end by themselves in the time that the plan gives them. */
    public static List<ListedStatement> ofEndingTransactions() {
        return OnlinePausePart.statements();
    }

    /** Behind the release, to each side that the host's register tells of: to the one that serves as the last. */
    public static List<ListedStatement> ofRegister() {
        return OnlineRegisterPart.statements();
    }

    /** Behind the release, to the side that serves. */
    public static List<ListedStatement> ofDress() {
        return OnlineDressPart.statements();
    }

    /** Behind the crossing: whether the side that serves answers. */
    public static List<ListedStatement> ofAnswer() {
        return OnlineCourse.statements();
    }

    /** @param databases that clients come to; empty when they are not known */
    public static List<ListedStatement> ofReadOnlyBelt(List<String> databases) {
        return ReadOnlyBelt.statementsOfPuttingOn(databases);
    }

    /** @param databases as in {@link #ofReadOnlyBelt} */
    public static List<ListedStatement> ofTakingItOff(List<String> databases) {
        return ReadOnlyBelt.statementsOfTakingOff(databases);
    }
}
