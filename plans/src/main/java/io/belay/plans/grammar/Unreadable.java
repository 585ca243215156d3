package io.belay.plans.grammar;

import io.belay.plans.problem.ErrorCode;

/** Why a text is not a value of a type. Carries no place and no stack: the one who asked knows the place. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String label;
    private final String help;

    public Unreadable(ErrorCode code, String statement, String label, String help) {
        super(statement, null, false, false);
        this.code = code;
        this.label = label;
        this.help = help;
    }

    public ErrorCode code() {
        return code;
    }

    public String statement() {
        return String.valueOf(getMessage());
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }
}
