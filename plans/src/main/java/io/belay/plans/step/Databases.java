package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Names;
import io.belay.plans.grammar.Several;
import io.belay.plans.model.OrWord;
import java.util.List;
import java.util.regex.Pattern;

/** The field {@code databases}: in which ones a file runs. All of a cluster are upgraded together, whatever stands here. */
final class Databases {

    static final FieldType<OrWord<List<String>>> TYPE = Choices.orWord(
            Several.listOf(Names.matching(
                    "a database",
                    Pattern.compile("[A-Za-z_][A-Za-z0-9_.$-]{0,62}"),
                    "write it as `pg_database` has it")),
            "all");
    static final OrWord<List<String>> ALL = OrWord.word("all");

    private Databases() {}
}
