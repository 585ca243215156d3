package io.belay.plans.grammar;

import io.belay.plans.model.Step;
import io.belay.plans.read.Node;
import java.util.List;

/** Reads the list {@code steps}; the room of the step kinds provides it. */
@FunctionalInterface
public interface StepsReader {

    List<Step> read(Node steps, Reading reading);
}
