package io.belay.workers.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of the host's file as a plan calls it. Immutable.
 *
 * @param name as the host's file spells it, never a path
 * @param effects what the call may change: {@code none}, {@code candidate}, {@code outside}
 */
record ProgramCall(String name, List<String> arguments, String effects) {

    static final String OUTSIDE = "outside";
    static final String CANDIDATE = "candidate";

    ProgramCall {
        arguments = List.copyOf(arguments);
    }

    /** @param with fields of an {@code exec} step */
    static ProgramCall of(JsonNode with) {
        return of(with, with);
    }

    /** What takes something back reaches as far as what it takes back. */
    static ProgramCall undoOf(JsonNode with) {
        return of(with.path("undo"), with);
    }

    static boolean hasUndo(JsonNode with) {
        return with.path("undo").isObject();
    }

    private static ProgramCall of(JsonNode call, JsonNode step) {
        List<String> arguments = new ArrayList<>();
        call.path("arguments").forEach(one -> arguments.add(one.asText()));
        return new ProgramCall(
                call.path("program").asText(), arguments, step.path("effects").asText());
    }

    boolean isOutside() {
        return effects.equals(OUTSIDE);
    }
}
