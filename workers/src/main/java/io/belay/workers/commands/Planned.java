package io.belay.workers.commands;

import java.util.List;

/** One thing that a run does on its host. What is known at run time only stands in it as a name in angle brackets. */
public sealed interface Planned {

    /**
     * A program, started with exactly this list of arguments; one in square brackets may be left out.
     *
     * @param account that it runs as; empty for the worker's own
     */
    record Program(String account, List<String> arguments) implements Planned {

        public Program {
            arguments = List.copyOf(arguments);
        }
    }

    /** @param where cluster and database, in words */
    record Statement(String where, String sql) implements Planned {}

    /** What the worker asks of the operating system itself: no program is started for it. */
    record Call(String words) implements Planned {}

    /** Several, under a condition that they share. */
    record Block(Kind kind, String words, List<Planned> inside) implements Planned {

        public Block {
            inside = List.copyOf(inside);
        }
    }

    /** How what is in a block takes place. */
    enum Kind {
        ONLY_IF("only if"),
        /** As often as there is one, also never; a name that first appears in it stands for another value each time. */
        FOR_EACH("for each"),
        /** In this order with one job; with more of them, side by side. */
        IN_JOBS("in jobs");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    static Block onlyIf(String words, List<? extends Planned> inside) {
        return new Block(Kind.ONLY_IF, words, List.copyOf(inside));
    }

    static Block forEach(String words, List<? extends Planned> inside) {
        return new Block(Kind.FOR_EACH, words, List.copyOf(inside));
    }
}
