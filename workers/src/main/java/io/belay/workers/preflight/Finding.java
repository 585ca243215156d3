package io.belay.workers.preflight;

import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.problem.ErrorCode;
import java.util.List;
import java.util.Locale;

/**
 * What a check found, with all that a person needs to act on it. Immutable.
 *
 * @param object what it is about, for example {@code orders: public.jobs.handler}; the key by which a plan accepts it
 * @param statement one sentence, without a full stop
 * @param evidence what was seen, one line per row
 * @param remedy the exact SQL or command that corrects it; empty when a person has to decide
 * @param undo inverse of the remedy; empty when there is none
 */
public record Finding(
        ErrorCode code,
        Severity severity,
        String object,
        String statement,
        List<String> evidence,
        String remedy,
        String undo) {

    /** How much it weighs, heaviest first. */
    public enum Severity {
        /** The upgrade would fail, or would lose something. */
        BLOCKER,
        /** The upgrade works, something deserves a look; a plan can accept it. */
        WARNING,
        /** Worth knowing. */
        NOTE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        evidence = List.copyOf(evidence);
        if (statement.isBlank() || object.isBlank()) {
            throw new IllegalArgumentException("a finding says what is wrong with what: " + code);
        }
    }

    static Finding blocker(ErrorCode code, String object, String statement) {
        return new Finding(code, Severity.BLOCKER, object, statement, List.of(), "", "");
    }

    static Finding warning(ErrorCode code, String object, String statement) {
        return new Finding(code, Severity.WARNING, object, statement, List.of(), "", "");
    }

    static Finding note(ErrorCode code, String object, String statement) {
        return new Finding(code, Severity.NOTE, object, statement, List.of(), "", "");
    }

    Finding withEvidence(List<String> rows) {
        return new Finding(code, severity, object, statement, rows, remedy, undo);
    }

    Finding withRemedy(String sqlOrCommand, String inverse) {
        return new Finding(code, severity, object, statement, evidence, sqlOrCommand, inverse);
    }

    Finding accepted(String by) {
        return new Finding(code, Severity.NOTE, object, statement + " (" + by + ")", evidence, remedy, undo);
    }

    boolean isBlocker() {
        return severity == Severity.BLOCKER;
    }

    /** As it travels to the engine. */
    public FindingReport toReport() {
        return new FindingReport(code.text(), severity.word(), object, statement, remedy, undo);
    }

    /** As a person reads it; several lines, the last one ended. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(code.text()).append(' ').append(severity.word()).append("   ");
        text.append(statement).append('\n');
        line(text, "object", object);
        evidence.forEach(row -> line(text, "seen", row));
        line(text, "remedy", remedy);
        line(text, "undo", undo);
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            String indented = value.replace("\n", "\n            ");
            text.append("  ")
                    .append(String.format(Locale.ROOT, "%-10s", label))
                    .append(indented)
                    .append('\n');
        }
    }
}
