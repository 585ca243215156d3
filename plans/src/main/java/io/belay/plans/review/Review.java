package io.belay.plans.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.plans.feature.Use;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.problem.Problem;
import io.belay.plans.resolve.ResolvedPlan;
import java.time.Instant;
import java.util.List;

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
        return new Review(Subject.of(plan));
    }

    /** @param text {@code metadata.description}, which the resolved plan does not carry */
    public Review describedAs(String text) {
        return new Review(subject.describedAs(text));
    }

    /** @param used what the author left to Belay */
    public Review withDefaults(List<UsedDefault> used) {
        return new Review(subject.withDefaults(used));
    }

    /** @param warnings about the plan's text */
    public Review withWarnings(List<Problem> warnings) {
        return new Review(subject.withWarnings(warnings));
    }

    /** @param uses of what nothing at hand carries out: the report says so, and is written all the same */
    public Review withoutHands(List<Use> uses) {
        return new Review(subject.withWithoutHands(uses));
    }

    /** Next openings of windows are counted from when the host was probed, unless {@link #countingFrom} says otherwise. */
    public Review withFacts(ReviewFacts facts) {
        return new Review(subject.withFacts(facts));
    }

    public Review countingFrom(Instant from) {
        return new Review(subject.countingFrom(from));
    }

    /** @param version of the Belay that writes the report */
    public Review writtenBy(String version) {
        return new Review(subject.writtenBy(version));
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
