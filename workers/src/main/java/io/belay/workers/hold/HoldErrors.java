package io.belay.workers.hold;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** Why a promotion is refused, or was undone. */
public final class HoldErrors {

    public static final ErrorCode POOLER_UNREACHABLE = new ErrorCode(3600, Fault.ENVIRONMENT);

    /** Its settings would fail clients during the hold. */
    public static final ErrorCode POOLER_SETTING = new ErrorCode(3601, Fault.ENVIRONMENT);

    /** An entry that points at live is missing, or is none that can be changed safely. */
    public static final ErrorCode POOLER_ENTRY = new ErrorCode(3602, Fault.ENVIRONMENT);

    public static final ErrorCode DIRECT_CLIENTS = new ErrorCode(3603, Fault.ENVIRONMENT);

    public static final ErrorCode PREPARED_TRANSACTIONS = new ErrorCode(3604, Fault.ENVIRONMENT);

    /** Slots, standbys or subscriptions, which nobody rebuilds in this version. */
    public static final ErrorCode REPLICATION = new ErrorCode(3605, Fault.ENVIRONMENT);

    public static final ErrorCode BACKUP_RUNS = new ErrorCode(3606, Fault.ENVIRONMENT);

    public static final ErrorCode TARGET_NOT_NAMED = new ErrorCode(3607, Fault.ENVIRONMENT);

    /** Something is at the target's place, or it lies on another store. */
    public static final ErrorCode TARGET_NOT_FREE = new ErrorCode(3608, Fault.ENVIRONMENT);

    public static final ErrorCode PORT_TAKEN = new ErrorCode(3609, Fault.ENVIRONMENT);

    public static final ErrorCode REHEARSED_TOO_LONG = new ErrorCode(3610, Fault.REQUEST);

    /** Transactions at a pooler did not end in time. */
    public static final ErrorCode NOT_PAUSED = new ErrorCode(3611, Fault.ENVIRONMENT);

    public static final ErrorCode PAST_BUDGET = new ErrorCode(3612, Fault.ENVIRONMENT);

    /** A part failed, or the hold's process ended; undone. */
    public static final ErrorCode UNDONE = new ErrorCode(3613, Fault.ENVIRONMENT);

    /** Content or catalogs of new are not proven to be old's. */
    public static final ErrorCode NOT_PROVEN = new ErrorCode(3614, Fault.BELAY);

    /** Somebody else started live while it had to stand still. */
    public static final ErrorCode LIVE_STARTED = new ErrorCode(3615, Fault.ENVIRONMENT);

    /** A step changed the run's candidate in a way that the hold does not do to the final clone. */
    public static final ErrorCode NOT_REPEATED = new ErrorCode(3616, Fault.REQUEST);

    /** What a step did to the run's candidate could not be done to new. */
    public static final ErrorCode REPEAT_REFUSED = new ErrorCode(3617, Fault.ENVIRONMENT);

    /** The process that would end a hold which cannot end itself did not come up. */
    public static final ErrorCode NOT_WATCHED = new ErrorCode(3618, Fault.ENVIRONMENT);

    /** One of the two servers of an online promotion. */
    public static final ErrorCode SIDE_DOWN = new ErrorCode(3622, Fault.ENVIRONMENT);

    /** One of the host's file by which clients are held. */
    public static final ErrorCode POOLER_PROGRAM = new ErrorCode(3640, Fault.ENVIRONMENT);

    /** Such a program says that clients come elsewhere, or does not say it. */
    public static final ErrorCode POOLER_ANSWER = new ErrorCode(3641, Fault.ENVIRONMENT);

    private HoldErrors() {}
}
