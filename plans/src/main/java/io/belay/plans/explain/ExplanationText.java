package io.belay.plans.explain;

import io.belay.plans.explain.Reasons.Inserted;
import io.belay.plans.grammar.Reading.UsedDefault;
import io.belay.plans.grammar.SpokenPath;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.List;

/** Writes an explanation as the table that a change reviewer reads. For one thread only. */
final class ExplanationText {

    /** The hash's beginning is enough for people; the whole of it is in the JSON. */
    private static final int SHORT_HASH = 12;

    private final Explanation explanation;
    private final Folding folding;
    private final StringBuilder out = new StringBuilder();

    /** @param width of the terminal in columns; 0 where there is none */
    ExplanationText(Explanation explanation, int width) {
        this.explanation = explanation;
        this.folding = new Folding(width);
    }

    String write(boolean listDefaults) {
        header();
        out.append(new StepTable(explanation.rows(), folding).text());
        footer(listDefaults);
        return out.toString();
    }

    private void header() {
        ResolvedPlan plan = explanation.plan();
        String from = plan.live().has("version") ? plan.live().path("version").asText() : "live's version";
        String hold = plan.blocks().path("budget").path("hold").asText();
        String end = explanation.promotes()
                ? explanation.mode() + ", clients held at most " + hold
                : "rehearsals only: nothing in this plan can promote";
        String line = plan.name() + "   plan " + explanation.hash().substring(0, SHORT_HASH) + "   " + from + " to "
                + plan.targetVersion() + " on " + plan.cluster() + ", " + end;
        out.append(folding.onTerminal(line, "  "));
    }

    private void footer(boolean listDefaults) {
        if (!explanation.applyOnly().isEmpty()) {
            out.append(folding.onTerminal(
                    "  left out of rehearsals: " + String.join(", ", explanation.applyOnly()), "    "));
        }
        inserted();
        missing();
        List<UsedDefault> defaults = explanation.defaults();
        if (!defaults.isEmpty()) {
            out.append("  defaults used: ").append(defaults.size());
            out.append(listDefaults ? "\n" : " (belay explain --defaults)\n");
        }
        if (listDefaults) {
            defaults.forEach(used -> out.append("    ")
                    .append(SpokenPath.of(used.path()))
                    .append(": ")
                    .append(used.value())
                    .append("   default\n"));
        }
        out.append("  unknown until the host is asked: sizes, times, poolers, collations\n");
    }

    private void inserted() {
        List<Inserted> inserted = Reasons.of(explanation.rows());
        if (!inserted.isEmpty()) {
            out.append("  + inserted by Belay\n");
        }
        inserted.forEach(rule -> out.append(folding.always(
                "    " + String.join(", ", rule.what()) + ": " + rule.why() + " (" + rule.rule() + ")", "      ")));
    }

    private void missing() {
        if (!explanation.missing().isEmpty()) {
            out.append("  nothing at hand carries out\n");
        }
        explanation.missing().forEach(words -> out.append(folding.always("    " + words, "      ")));
    }
}
