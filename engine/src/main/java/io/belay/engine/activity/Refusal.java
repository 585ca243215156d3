package io.belay.engine.activity;

/**
 * Types of the application failures that these activities throw. Everything else that happens on a host is a value in
 * {@link StepResult}.
 */
public final class Refusal {

    /** The worker drains; the tool goes on and the next attempt adopts it. Retried. */
    public static final String DETACHED = "Detached";

    /** Another attempt owns the step, this one is late. Not retried. */
    public static final String FENCED = "Fenced";

    /** The run journal could not be written; nothing was launched. Retried. */
    public static final String STATE_STORE = "StateStore";

    /** The host's configuration does not know or allow it. Not retried; detail 0 is the code, the message says the remedy. */
    public static final String NOT_ALLOWED = "NotAllowed";

    /** The request cannot be carried out as asked (no such snapshot, name in use). Not retried; detail 0 is the code. */
    public static final String BAD_REQUEST = "BadRequest";

    /**
     * The request names its plan by the hash only, and this worker does not have it at hand (any more). Not retried: the engine asks
     * once more, with the plan. Nothing was done.
     */
    public static final String PLAN_WANTED = "PlanWanted";

    private Refusal() {}
}
