package io.belay.plans.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * How a value may look, as far as this can be said without reading it: for editors. What a shape refuses the grammar refuses
 * too; the grammar may refuse more. Immutable.
 */
public sealed interface Shape {

    /** A single value. */
    sealed interface Single extends Shape {}

    /**
     * A text.
     *
     * @param words for messages: {@code a duration}
     * @param form a regular expression that Java and ECMAScript read alike and that the whole text matches; empty for any text
     */
    record Text(String words, String form) implements Single {}

    /** A whole number, both bounds included. */
    record Whole(int least, int most) implements Single {}

    /** One of some words. */
    record Words(List<String> words) implements Single {

        public Words {
            words = List.copyOf(words);
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements Single {}

    /** A value in which inputs may stand, as a whole or as a part. */
    record WithInputs(Single value) implements Shape {}

    /**
     * A list.
     *
     * @param orOne whether its only item may stand in its place
     * @param once whether an item may stand in it once only
     * @param filled whether it needs an item
     */
    record Items(Shape item, boolean orOne, boolean once, boolean filled) implements Shape {}

    /**
     * Free names, each with a value.
     *
     * @param name what such a name is called in paths: {@code name} for {@code inputs.<name>}
     * @param keyWords what a name is, for messages
     * @param keys what a name has to match as a whole, as in {@link Text}
     */
    record Named(String name, String keyWords, String keys, Shape value) implements Shape {}

    /** A block of fields. */
    record Block(Outline outline) implements Shape {}

    /** Any of several shapes. */
    record Either(List<Shape> of) implements Shape {

        public Either {
            of = List.copyOf(of);
        }
    }

    /** Nothing behind the colon. */
    record Nothing() implements Shape {}

    static Shape anyOf(Shape first, Shape... others) {
        List<Shape> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return new Either(all);
    }

    /** Any single value, read as text. */
    static Shape anyText() {
        return new Text("a value", "");
    }
}
