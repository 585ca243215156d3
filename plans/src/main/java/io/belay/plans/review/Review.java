package io.belay.plans.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.graph.Way;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The report for a change board. Says only what the plan's text, a saved plan or the ledger say; all else is called unknown. The same
 * input gives the same bytes on every machine. Immutable.
 */
public final class Review {

    private final Subject subject;

    private Review(Subject subject) {
        this.subject = subject;
    }

    public static Review of(ResolvedPlan plan) {
        String hash = CanonicalForm.hash(CanonicalForm.write(plan));
        return new Review(
                new Subject(Way.of(plan), hash, "", List.of(), List.of(), ReviewFacts.NONE, "", Optional.empty()));
    }

    /** @param text {@code metadata.description}, which the resolved plan does not carry */
    public Review describedAs(String text) {
        return new Review(new Subject(
                subject.way(), subject.hash(), text, subject.defaults(), subject.warnings(), subject.facts(),
                subject.version(), subject.from()));
    }

    /** @param used what the author left to Belay */
    public Review withDefaults(List<UsedDefault> used) {
        return new Review(new Subject(
                subject.way(), subject.hash(), subject.description(), used, subject.warnings(), subject.facts(),
                subject.version(), subject.from()));
    }

    /** @param warnings about the plan's text */
    public Review withWarnings(List<Problem> warnings) {
        return new Review(new Subject(
                subject.way(), subject.hash(), subject.description(), subject.defaults(), warnings, subject.facts(),
                subject.version(), subject.from()));
    }

    /** Next openings of windows are counted from when the host was probed, unless {@link #countingFrom} says otherwise. */
    public Review withFacts(ReviewFacts facts) {
        return new Review(new Subject(
                subject.way(), subject.hash(), subject.description(), subject.defaults(), subject.warnings(), facts,
                subject.version(), subject.from().or(facts::probedAt)));
    }

    public Review countingFrom(Instant from) {
        return new Review(new Subject(
                subject.way(), subject.hash(), subject.description(), subject.defaults(), subject.warnings(), subject.facts(),
                subject.version(), Optional.of(from)));
    }

    /** @param version of the Belay that writes the report */
    public Review writtenBy(String version) {
        return new Review(new Subject(
                subject.way(), subject.hash(), subject.description(), subject.defaults(), subject.warnings(), subject.facts(),
                version, subject.from()));
    }

    /** SHA-256 of the plan that is reviewed. */
    public String hash() {
        return subject.hash();
    }

    /** For tickets. */
    public String markdown() {
        return new MarkdownReport(Report.of(subject)).write();
    }

    /** One file that loads nothing and runs nothing. */
    public String html() {
        return new HtmlReport(Report.of(subject)).write();
    }

    /** For programs. */
    public ObjectNode json() {
        return ReviewJson.of(Report.of(subject));
    }
}
