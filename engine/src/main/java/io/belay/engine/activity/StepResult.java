package io.belay.engine.activity;

import io.belay.engine.evidence.EvidenceHead;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a verb ended, as far as the host can prove. A result is a value: exceptions of these activities only ever mean that the
 * host could not be asked (worker draining, journal not writable), never that a step failed.
 *
 * @param outcome only {@link Outcome#FAILED} may start a rollback by itself
 * @param code {@code BLY-nnnn} when it did not succeed, else empty
 * @param fault name of an {@link io.belay.plans.problem.ErrorCode.Fault} when it failed, else empty
 * @param summary one sentence for a person, at most 500 characters, without secrets
 * @param remedy what to do next, with the exact words; may be empty
 * @param findings what checks found, blockers first; at most 50, the rest is counted in {@link #facts} under
 *     {@code findings_left_out}
 * @param facts small proven facts by name ({@code end_of_recovery}, {@code files_shared}, {@code clone_milliseconds}), for
 *     explanation, ledger and evidence; never secrets
 * @param evidence name of the evidence file on the host, relative to the run's folder; may be empty
 * @param head of the run's chain of evidence behind this answer, so that Temporal's history anchors it; {@link EvidenceHead#NONE}
 *     where nothing was written down
 * @param conclusive with a success: nothing is left to be asked behind it. Of {@code run}: the result is the proof, so {@code verify} is
 *     left out; of {@code probe}: the kind has nothing to prepare, so {@code prepare} is. Never said by a worker from before
 */
public record StepResult(
        Outcome outcome,
        String code,
        String fault,
        String summary,
        String remedy,
        List<FindingReport> findings,
        Map<String, String> facts,
        String evidence,
        EvidenceHead head,
        boolean conclusive) {

    public enum Outcome {
        /** Done and proven. */
        SUCCEEDED,
        /** Proven failure: nothing was changed, or only the candidate; safe to restore the waypoint. */
        FAILED,
        /** The host cannot tell. Inspect again or ask a person; never undo on this. */
        UNCLEAR,
        /** Answer of {@code inspect}: the step had never been launched in this epoch. */
        NOT_STARTED
    }

    /**
     * @param code {@code BLY-2nnn}
     * @param severity {@code blocker}, {@code warning} or {@code note}
     * @param object what it is about, for example {@code orders: public.jobs.handler}
     * @param statement one sentence
     * @param remedy the exact SQL or command that corrects it, empty when a person has to decide
     * @param undo inverse of the remedy, empty when there is none
     */
    public record FindingReport(
            String code, String severity, String object, String statement, String remedy, String undo) {}

    public StepResult {
        findings = List.copyOf(findings);
        facts = Map.copyOf(facts);
        // A worker from before says nothing of it.
        head = Objects.requireNonNullElse(head, EvidenceHead.NONE);
    }

    public StepResult(
            Outcome outcome,
            String code,
            String fault,
            String summary,
            String remedy,
            List<FindingReport> findings,
            Map<String, String> facts,
            String evidence) {
        this(outcome, code, fault, summary, remedy, findings, facts, evidence, EvidenceHead.NONE, false);
    }

    public static StepResult succeeded(String summary, Map<String, String> facts) {
        return new StepResult(Outcome.SUCCEEDED, "", "", summary, "", List.of(), facts, "");
    }

    public static StepResult failed(
            io.belay.plans.problem.ErrorCode code, String summary, String remedy, Map<String, String> facts) {
        return new StepResult(Outcome.FAILED, code.text(), code.fault().name(), summary, remedy, List.of(), facts, "");
    }

    public static StepResult unclear(String whatIsKnown) {
        return new StepResult(Outcome.UNCLEAR, "", "", whatIsKnown, "", List.of(), Map.of(), "");
    }

    public static StepResult notStarted() {
        return new StepResult(Outcome.NOT_STARTED, "", "", "never launched", "", List.of(), Map.of(), "");
    }

    public StepResult withFindings(List<FindingReport> found) {
        return new StepResult(outcome, code, fault, summary, remedy, found, facts, evidence, head, conclusive);
    }

    public StepResult withEvidence(String file) {
        return new StepResult(outcome, code, fault, summary, remedy, findings, facts, file, head, conclusive);
    }

    /** The same answer, with what vouches for it. */
    public StepResult withHead(EvidenceHead other) {
        return new StepResult(outcome, code, fault, summary, remedy, findings, facts, evidence, other, conclusive);
    }

    /** The same answer, and nothing is left to be asked behind it. */
    public StepResult asConclusive() {
        return new StepResult(outcome, code, fault, summary, remedy, findings, facts, evidence, head, true);
    }
}
