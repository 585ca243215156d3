package io.belay.engine.evidence;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;

/** The codes from 3700 to 3799: evidence and reports. Each has a page {@code docs/errors/BLY-N.md}. Immutable. */
public final class EvidenceErrors {

    /** Chain, files or anchors do not fit each other. */
    public static final ErrorCode CHANGED = new ErrorCode(3701, Fault.ENVIRONMENT);

    /** Nobody knows any more which host keeps a run's evidence. */
    public static final ErrorCode NO_HISTORY = new ErrorCode(3702, Fault.REQUEST);

    /** A report was asked for of a run that goes on. */
    public static final ErrorCode NOT_ENDED = new ErrorCode(3703, Fault.REQUEST);

    /** The evidence holds no record of the run, or one without its beginning. */
    public static final ErrorCode NO_RECORD = new ErrorCode(3704, Fault.ENVIRONMENT);

    /** A ledger cannot be made anew: neither evidence nor history knows a rehearsal, or the one that is there cannot be read. */
    public static final ErrorCode NO_REHEARSAL = new ErrorCode(3705, Fault.REQUEST);

    private EvidenceErrors() {}
}
