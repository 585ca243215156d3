package io.belay.bench;

import io.belay.lab.Narrator;

/** One question with a figure for an answer. */
interface Benchmark {

    /** As it is called on the command line. */
    String name();

    /** One line: what is compared with what. */
    String question();

    /** Runs both sides in turn. */
    Result run(int pairs, Narrator narrator) throws Exception;

    /** How many pairs give a figure that one can trust. */
    int usualPairs();

    /**
     * @param figure of Belay
     * @param bare of the counterpart
     * @param goal in words
     */
    record Result(double figure, String unit, double bare, String goal, boolean met) {

        String line(String name) {
            return String.format(
                    java.util.Locale.ROOT,
                    "%s: %.2f %s, bare %.2f, ratio %.2f, goal %s: %s",
                    name,
                    figure,
                    unit,
                    bare,
                    figure / bare,
                    goal,
                    met ? "met" : "missed");
        }
    }
}
