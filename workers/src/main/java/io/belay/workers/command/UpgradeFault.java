package io.belay.workers.command;

import io.belay.plans.problem.ErrorCode;
import java.util.List;

/**
 * Why {@code pg_upgrade} failed. Immutable; without secrets.
 *
 * @param code says whether the fault is in the snapshot (a retry is refused) or in the host
 * @param phase what {@code pg_upgrade} was doing, in its own words
 * @param databases concerned; may be empty
 * @param kind of the object, in {@code pg_restore}'s words ({@code VIEW}); may be empty
 * @param object as {@code schema.name}; the library's name when one is missing; may be empty
 * @param statement that the new server refused; may be empty
 * @param message of the server or the tool
 * @param summary one sentence for a person
 * @param remedy exact words or SQL, to run on live by a person
 * @param undo inverse of the remedy; may be empty
 */
public record UpgradeFault(
        ErrorCode code,
        String phase,
        List<String> databases,
        String kind,
        String object,
        String statement,
        String message,
        String summary,
        String remedy,
        String undo) {

    public UpgradeFault {
        databases = List.copyOf(databases);
    }

    public UpgradeFault withRemedy(String newRemedy, String newUndo) {
        return new UpgradeFault(code, phase, databases, kind, object, statement, message, summary, newRemedy, newUndo);
    }

    public static UpgradeFault of(ErrorCode code, String phase, String message, String summary, String remedy) {
        return new UpgradeFault(code, phase, List.of(), "", "", "", message, summary, remedy, "");
    }
}
