package io.belay.engine.problem;

import io.belay.plans.problem.ErrorCode;
import io.belay.plans.problem.ErrorCode.Fault;
import java.util.List;

/** The codes from 4000 to 4099: engine and requests. Each has a page {@code docs/errors/BLY-N.md}. Immutable. */
public final class EngineErrors {

    public static final ErrorCode TEMPORAL_UNREACHABLE = new ErrorCode(4001, Fault.ENVIRONMENT);
    public static final ErrorCode NO_WORKER = new ErrorCode(4002, Fault.ENVIRONMENT);
    public static final ErrorCode NO_ENGINE = new ErrorCode(4003, Fault.ENVIRONMENT);
    public static final ErrorCode OTHER_PROTOCOL = new ErrorCode(4004, Fault.ENVIRONMENT);
    public static final ErrorCode KIND_MISSING = new ErrorCode(4005, Fault.ENVIRONMENT);
    public static final ErrorCode CLUSTER_NOT_SERVED = new ErrorCode(4006, Fault.ENVIRONMENT);
    public static final ErrorCode MAJOR_MISSING = new ErrorCode(4007, Fault.ENVIRONMENT);
    public static final ErrorCode PLAN_INTEGRITY = new ErrorCode(4008, Fault.BELAY);
    public static final ErrorCode ENGINE_STEP = new ErrorCode(4009, Fault.TEXT);
    public static final ErrorCode NO_SUCH_RUN = new ErrorCode(4010, Fault.REQUEST);
    public static final ErrorCode RUN_OPEN = new ErrorCode(4011, Fault.REQUEST);
    public static final ErrorCode WRONG_PHASE = new ErrorCode(4012, Fault.REQUEST);
    public static final ErrorCode FAULT_IN_SNAPSHOT = new ErrorCode(4013, Fault.SNAPSHOT);
    public static final ErrorCode OTHER_PLAN_HASH = new ErrorCode(4014, Fault.REQUEST);
    public static final ErrorCode NO_SUCH_STEP = new ErrorCode(4015, Fault.REQUEST);
    public static final ErrorCode STEP_UNCLEAR = new ErrorCode(4016, Fault.ENVIRONMENT);
    public static final ErrorCode STEP_NEVER_STARTED = new ErrorCode(4017, Fault.ENVIRONMENT);
    public static final ErrorCode CANDIDATE_STORE = new ErrorCode(4018, Fault.ENVIRONMENT);
    public static final ErrorCode UNDO_FAILED = new ErrorCode(4019, Fault.ENVIRONMENT);
    public static final ErrorCode NO_SUCH_GUARD = new ErrorCode(4020, Fault.REQUEST);
    public static final ErrorCode NAMESPACE = new ErrorCode(4021, Fault.ENVIRONMENT);
    public static final ErrorCode PLAN_TOO_LARGE = new ErrorCode(4022, Fault.TEXT);
    public static final ErrorCode HOST_REFUSED = new ErrorCode(4023, Fault.REQUEST);
    public static final ErrorCode TEMPORAL_REFUSED = new ErrorCode(4024, Fault.ENVIRONMENT);
    public static final ErrorCode GATE_REJECTED = new ErrorCode(4025, Fault.REQUEST);
    public static final ErrorCode NO_ANSWER_IN_TIME = new ErrorCode(4026, Fault.ENVIRONMENT);
    public static final ErrorCode MALFORMED_REQUEST = new ErrorCode(4027, Fault.REQUEST);
    public static final ErrorCode BEHIND_CROSSING = new ErrorCode(4028, Fault.REQUEST);

    public static final ErrorCode NO_PROMOTION = new ErrorCode(4029, Fault.REQUEST);
    public static final ErrorCode NOT_REHEARSED = new ErrorCode(4030, Fault.REQUEST);
    public static final ErrorCode HOLD_UNDER_WAY = new ErrorCode(4031, Fault.REQUEST);
    public static final ErrorCode NOTHING_TO_RETIRE = new ErrorCode(4032, Fault.REQUEST);
    public static final ErrorCode NOT_AN_APPROVER = new ErrorCode(4033, Fault.REQUEST);
    public static final ErrorCode LIVE_IS_ANOTHER = new ErrorCode(4034, Fault.REQUEST);
    public static final ErrorCode NOT_ADMITTED = new ErrorCode(4035, Fault.REQUEST);

    public static final ErrorCode FACTS_DRIFTED = new ErrorCode(4036, Fault.REQUEST);
    public static final ErrorCode OTHER_FACTS_HASH = new ErrorCode(4037, Fault.REQUEST);
    public static final ErrorCode CHANGED_MEANWHILE = new ErrorCode(4038, Fault.REQUEST);
    public static final ErrorCode NOT_TO_BE_SKIPPED = new ErrorCode(4039, Fault.REQUEST);
    public static final ErrorCode OPEN_RUN_DOES_NOT_REPLAY = new ErrorCode(4060, Fault.ENVIRONMENT);

    public static final ErrorCode STOPPED = new ErrorCode(4040, Fault.REQUEST);
    public static final ErrorCode WINDOW_MISSED = new ErrorCode(4041, Fault.TEXT);

    public static final ErrorCode WAYPOINT_VOID = new ErrorCode(4042, Fault.REQUEST);

    /** Temporal answers, and does not keep what it is told. */
    public static final ErrorCode TEMPORAL_CANNOT_STORE = new ErrorCode(4050, Fault.ENVIRONMENT);

    /** Temporal answers, and turns the request away because it has too much to do. */
    public static final ErrorCode TEMPORAL_BUSY = new ErrorCode(4051, Fault.ENVIRONMENT);

    /** What an operator's decision can be refused with. */
    private static final List<ErrorCode> OBJECTIONS = List.of(
            WRONG_PHASE,
            FAULT_IN_SNAPSHOT,
            OTHER_PLAN_HASH,
            OTHER_FACTS_HASH,
            CHANGED_MEANWHILE,
            NOT_TO_BE_SKIPPED,
            NO_SUCH_STEP,
            MALFORMED_REQUEST,
            BEHIND_CROSSING,
            HOLD_UNDER_WAY,
            NOTHING_TO_RETIRE,
            NOT_AN_APPROVER,
            WAYPOINT_VOID,
            NOT_ADMITTED,
            NO_ANSWER_IN_TIME);

    private EngineErrors() {}

    /** @return {@link #TEMPORAL_REFUSED} when the text is no code of an objection */
    public static ErrorCode find(String text) {
        return OBJECTIONS.stream()
                .filter(code -> code.text().equals(text))
                .findFirst()
                .orElse(TEMPORAL_REFUSED);
    }
}
