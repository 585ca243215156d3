package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Role;
import io.belay.plans.model.Traits;
import io.belay.plans.model.Work;
import io.belay.plans.resolve.ResolvedStep;
import io.belay.plans.resolve.ResolvedStep.RunsOn;
import io.belay.plans.resolve.ResolvedStep.Touches;
import java.util.List;
import java.util.Set;

/**
 * {@code sql}: a file of SQL that runs on the candidate. Immutable.
 *
 * @param databases names, or {@code all}
 * @param changes {@code schema} or {@code data}
 * @param transaction {@code single} or {@code per_statement}
 */
record SqlStep(NamedFile file, OrWord<List<String>> databases, String changes, String transaction) implements Work {

    @Override
    public Traits traits() {
        Set<Role> roles = changes.equals("data")
                ? Set.of(Role.CHANGES_CANDIDATE, Role.RUNS_OWN_CHANGES, Role.CHANGES_ROWS)
                : Set.of(Role.CHANGES_CANDIDATE, Role.RUNS_OWN_CHANGES);
        return new Traits(RunsOn.HOST, List.of(Touches.CANDIDATE), true, true, Undo.RESTORE, roles);
    }

    /** Stands in for a file that could not be read. */
    private static final NamedFile UNREAD = new NamedFile("", "", "");

    static final class Kind implements StepKind {

        @Override
        public String name() {
            return "sql";
        }

        @Override
        public String does() {
            return "runs a file of SQL on the candidate";
        }

        @Override
        public String touchesInWords() {
            return "candidate";
        }

        @Override
        public Defaults defaults() {
            return Defaults.always("1h", 1);
        }

        @Override
        public Work read(Form form) {
            return new SqlStep(
                    form.required("file", FileType.SCRIPT, UNREAD, "file: fix_views.sql"),
                    form.optional("databases", Databases.TYPE, Databases.ALL),
                    form.required("changes", Choices.choice("schema", "data"), "schema", "changes: schema"),
                    form.optional("transaction", Choices.choice("single", "per_statement"), "single"));
        }

        @Override
        public Return goingBack(ResolvedStep step, String restoresTo) {
            return Undo.restore(restoresTo);
        }
    }
}
