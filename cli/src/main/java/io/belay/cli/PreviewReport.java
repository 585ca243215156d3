package io.belay.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.run.Grade;
import io.belay.engine.run.OperatorRules.Objection;
import io.belay.engine.run.Preview;
import io.belay.engine.run.Preview.Deed;
import java.util.Locale;

/** What a decision would set going, for people and for programs. Nothing of it was done. */
final class PreviewReport {

    private final Preview preview;
    private final RunView run;
    private final Console console;

    PreviewReport(Preview preview, RunView run, Console console) {
        this.preview = preview;
        this.run = run;
        this.console = console;
    }

    /** @param again the command that would decide it, about this very revision */
    void print(String again, boolean json) {
        if (json) {
            console.out().println(Json.text(document(again)));
            return;
        }
        console.out()
                .println("preview of `" + preview.verb() + "`, run " + preview.run() + " at revision "
                        + preview.revision() + ": " + painted(Grade.valueOf(preview.grade()))
                        + "; nothing was decided");
        preview.deeds().forEach(this::deed);
        if (preview.left() > 0) {
            console.out().println("  and " + preview.left() + " more");
        }
        if (!preview.refusal().isEmpty()) {
            Objection why = Objection.read(preview.refusal());
            field("refused", why.message() + " (" + why.code().text() + ")");
            field("instead", Commands.named(why.remedy(), run.id(), console));
            return;
        }
        field("then", Commands.named(preview.then(), run.id(), console));
        field("clients", preview.clients() ? "are held" : "are not touched");
        field("reaches", preview.waypoint().isEmpty() ? "" : "waypoint " + preview.waypoint());
        field("next", again);
    }

    private void deed(Deed deed) {
        String what = (deed.does() + " " + deed.step()).strip();
        Grade grade = Grade.valueOf(deed.grade());
        console.out()
                .println("  " + String.format("%-22s", what) + "  " + painted(grade)
                        + (deed.why().isEmpty() ? "" : "  " + console.palette().quiet(deed.why())));
    }

    private String painted(Grade grade) {
        return switch (grade) {
            case SAFE -> console.palette().good(grade.name());
            case CONFIRM -> console.palette().caution(grade.name());
            case FORBIDDEN -> console.palette().bad(grade.name());
        };
    }

    private ObjectNode document(String again) {
        ObjectNode document = Json.document("preview")
                .put("verb", preview.verb())
                .put("run", preview.run())
                .put("revision", preview.revision())
                .put("grade", word(preview.grade()));
        ArrayNode deeds = document.putArray("deeds");
        preview.deeds()
                .forEach(deed -> deeds.addObject()
                        .put("does", deed.does())
                        .put("step", deed.step())
                        .put("grade", word(deed.grade()))
                        .put("why", deed.why()));
        document.put("deeds_left_out", preview.left())
                .put("touches_clients", preview.clients())
                .put("waypoint", preview.waypoint())
                .put("then", preview.then());
        if (!preview.refusal().isEmpty()) {
            Objection why = Objection.read(preview.refusal());
            document.putObject("refusal")
                    .put("code", why.code().text())
                    .put("message", why.message())
                    .put("remedy", why.remedy());
        }
        return document.put("next", preview.refusal().isEmpty() ? again : "");
    }

    private static String word(String grade) {
        return grade.toLowerCase(Locale.ROOT);
    }

    private void field(String label, String text) {
        if (!text.isEmpty()) {
            console.out().println("  " + console.palette().quiet(String.format("%-7s", label)) + "  " + text);
        }
    }
}
