package io.belay.plans.grammar;

import io.belay.plans.problem.ErrorCode;

/** Why a text is not a value of a type. Carries no place and no stack: the one who asked knows the place. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String label;
    private final String help;
    private final String piece;

    public Unreadable(ErrorCode code, String statement, String label, String help) {
        this(code, statement, label, help, "");
    }

    private Unreadable(ErrorCode code, String statement, String label, String help, String piece) {
        super(statement, null, false, false);
        this.code = code;
        this.label = label;
        this.help = help;
        this.piece = piece;
    }

    /** @param part of the text that it is about */
    Unreadable about(String part) {
        return new Unreadable(code, statement(), label, help, part);
    }

    /** The part of the text that it is about; empty when it is about all of it. */
    String piece() {
        return piece;
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
