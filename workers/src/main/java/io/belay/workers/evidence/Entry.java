package io.belay.workers.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belay.engine.evidence.ChainWords;

/**
 * What is to be written as the next line of a run's chain.
 *
 * @param kind one of {@link ChainWords}
 * @param step empty for the run as a whole
 * @param what one sentence; masked when it is written
 * @param data for programs; its texts are masked when it is written
 */
public record Entry(String kind, String step, String what, ObjectNode data) {

    public static Entry note(String step, String what) {
        return new Entry(ChainWords.NOTE, step, what, JsonNodeFactory.instance.objectNode());
    }
}
