package io.belay.bench;

import io.belay.lab.Narrator;
import java.util.List;
import java.util.Optional;

/** One question whose answer is more than a figure beside another. */
interface Trial {

    /** As it is called on the command line. */
    String name();

    /** One line: what is counted or measured. */
    String question();

    /** Its options, as usage shows them. */
    String options();

    /** Empty when an option is not one of its own. */
    Optional<Counting> with(List<String> options);

    /** With its options; runs once. */
    interface Counting {

        Outcome run(Narrator narrator) throws Exception;
    }

    /** What came out. */
    interface Outcome {

        /** The last line. */
        String line(String name);

        boolean met();
    }

    /** @param text figures and judgement, in words */
    record Sentence(String text, boolean met) implements Outcome {

        @Override
        public String line(String name) {
            return name + ": " + text;
        }
    }

    /**
     * @param wrong what should be none
     * @param what it is, in words
     * @param of among what it was counted
     */
    record Count(int wrong, String what, String of, boolean met) implements Outcome {

        @Override
        public String line(String name) {
            return name + ": " + wrong + " " + what + ", of " + of + ", goal 0: " + (met ? "met" : "missed");
        }
    }
}
