package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.Form;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.Factor;
import io.belay.plans.model.NamedFile;
import io.belay.plans.model.OrWord;
import io.belay.plans.model.Percent;
import java.util.List;

/** The blocks within {@code verify}. */
final class VerifyParts {

    /**
     * @param proof how one knows that no table's content was changed: {@code shared_extents}, {@code read_all}, {@code none}
     * @param sample share of the content that is read all the same
     */
    record Content(String proof, Percent sample) {}

    /**
     * @param top so many of the costliest queries
     * @param slowerThan from which factor on a plan counts as worse
     */
    record Plans(String from, int top, Factor slowerThan) {}

    /**
     * @param expect {@code same_on_both} or {@code no_rows}
     * @param quick whether it belongs to quick rehearsals too
     */
    record Query(NamedFile file, OrWord<List<String>> databases, String expect, boolean quick) {}

    static final Block<Plans> PLANS =
            new Block<>("`none`, or `{from: pg_stat_statements, top: 50, slower_than: 2x}`", VerifyParts::plans);

    static final Block<Query> QUERY = new Block<>("fields", VerifyParts::query);

    private static final NamedFile UNREAD = new NamedFile("", "", "");

    private VerifyParts() {}

    static Content content(Form form) {
        Content content = new Content(
                form.optional("proof", Choices.choice("shared_extents", "read_all", "none"), "shared_extents"),
                form.optional("sample", Quantities.PERCENT, Percent.of(0)));
        form.close();
        return content;
    }

    private static Plans plans(Form form) {
        return new Plans(
                form.required(
                        "from", Choices.choice("pg_stat_statements"), "pg_stat_statements", "from: pg_stat_statements"),
                form.required("top", Quantities.integer(1, 10_000), 1, "top: 50"),
                form.required("slower_than", Quantities.FACTOR, new Factor(200), "slower_than: 2x"));
    }

    private static Query query(Form form) {
        return new Query(
                form.required("file", FileType.SQL, UNREAD, "file: checks/orders.sql"),
                form.optional("databases", Databases.TYPE, Databases.ALL),
                form.optional("expect", Choices.choice("same_on_both", "no_rows"), "same_on_both"),
                form.optional("quick", Choices.BOOLEAN, false));
    }
}
