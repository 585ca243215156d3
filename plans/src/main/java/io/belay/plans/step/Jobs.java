package io.belay.plans.step;

import io.belay.plans.grammar.Choices;
import io.belay.plans.grammar.FieldType;
import io.belay.plans.grammar.Quantities;
import io.belay.plans.model.OrWord;

/** The field {@code jobs}: how many processes work at once; {@code auto} is what the host's limits give. */
final class Jobs {

    static final FieldType<OrWord<Integer>> TYPE = Choices.orWord(Quantities.integer(1, 256), "auto");
    static final OrWord<Integer> AUTO = OrWord.word("auto");

    private Jobs() {}
}
