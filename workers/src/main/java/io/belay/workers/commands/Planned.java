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

    /**
     * One in SQL, sent to each of these servers.
     *
     * @param servers words of {@link io.belay.workers.evidence.RunServer}
     */
    record Statement(List<String> servers, String database, String sql) implements Planned {

        public Statement {
            servers = List.copyOf(servers);
        }
    }

    /**
     * Typed into a pooler's console that is kept open; a run notes the console's program, and not what is typed into it.
     *
     * @param pooler its name in the host's file
     */
    record Typed(String pooler, String words) implements Planned {}

    /** What the worker asks of the operating system itself: no program is started for it. */
    record Call(String words) implements Planned {}

    /**
     * Several that share something.
     *
     * @param words what they share, as a heading
     */
    record Block(Kind kind, String words, List<Planned> inside) implements Planned {

        public Block {
            inside = List.copyOf(inside);
        }
    }

    /** How what is in a block takes place. A name that first appears in one of the first two stands for another value each time. */
    enum Kind {
        ONLY_IF,
        /** As often as there is one, also never. */
        FOR_EACH,
        /** In this order with one job; with more of them, side by side. */
        IN_JOBS,
        /** Under a heading, in this order. */
        PART,
        /** Several parts at the same time, each in its own order. */
        SIDE_BY_SIDE
    }

    static Block onlyIf(String words, List<? extends Planned> inside) {
        return new Block(Kind.ONLY_IF, "only if " + words, List.copyOf(inside));
    }

    static Block part(String words, List<? extends Planned> inside) {
        return new Block(Kind.PART, words, List.copyOf(inside));
    }

    /** @param parts one of them alone has nothing beside it */
    static List<Planned> sideBySide(List<Block> parts) {
        return parts.size() <= 1
                ? List.copyOf(parts)
                : List.of(new Block(Kind.SIDE_BY_SIDE, "side by side", List.copyOf(parts)));
    }

    static Block forEach(String words, List<? extends Planned> inside) {
        return new Block(Kind.FOR_EACH, "for each " + words, List.copyOf(inside));
    }
}
