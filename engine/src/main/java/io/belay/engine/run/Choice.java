package io.belay.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody wants of a run, without who they are. Immutable; what a verb has no use for is empty.
 *
 * @param step the gate or step that it names; empty when it names none
 * @param planHash what an approval binds to
 * @param factsHash what an approval binds to besides; empty where a run is bound to no facts
 * @param time how much longer something may take, as a plan writes it
 * @param signature what proves an approval to the host, as {@link io.belay.plans.approval.SignedApproval} writes it
 */
public record Choice(Kind kind, String step, String planHash, String factsHash, String time, String signature) {

    /** Each is an update of the workflow, under its name in small letters. */
    public enum Kind {
        APPROVE,
        REJECT,
        RETRY,
        ABORT,
        /** An abort that takes nothing back: the run stands still where it is, until a person decides. */
        STOP,
        ROLLBACK,
        /** The run goes on without the step that failed. */
        SKIP,
        /** No further step begins; the one at work goes on to its end. */
        PAUSE,
        RESUME,
        /** A step, a wait or an approval gets more time than the plan gives it. */
        EXTEND,
        /** Old live may go: the last word behind the crossing. */
        RETIRE;

        /** As it is written on the wire and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> find(String word) {
            return List.of(values()).stream()
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    public static Choice of(Kind kind) {
        return of(kind, "");
    }

    public static Choice of(Kind kind, String step) {
        return new Choice(kind, step, "", "", "", "");
    }

    public static Choice approve(String gate, String planHash, String factsHash) {
        return new Choice(Kind.APPROVE, gate, planHash, factsHash, "", "");
    }

    public static Choice extend(String step, String time) {
        return new Choice(Kind.EXTEND, step, "", "", time, "");
    }

    public Choice signed(String by) {
        return new Choice(kind, step, planHash, factsHash, time, by);
    }

    /** What goes over the wire behind who decides; empty texts at the end are left out, as earlier clients did. */
    public List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(step, planHash, factsHash, time, signature));
        while (!all.isEmpty() && all.get(all.size() - 1).isEmpty()) {
            all.remove(all.size() - 1);
        }
        return all;
    }

    /** Reads what {@link #arguments} wrote; what is missing is empty, and what is too much came from a later client. */
    public static Choice read(Kind kind, List<String> arguments) {
        return new Choice(
                kind, at(arguments, 0), at(arguments, 1), at(arguments, 2), at(arguments, 3), at(arguments, 4));
    }

    private static String at(List<String> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : "";
    }
}
