package io.belay.workers.preflight;

import io.belay.workers.postgres.ListedStatement;
import java.util.List;

/** What preflight asks of each major's programs, and in which order. Pure. */
public final class PreflightPrograms {

    /** What {@code pg_upgrade} looks for beside itself (src/bin/pg_upgrade/exec.c), and what Belay runs. */
    static final List<String> OF_TARGET = List.of(
            "postgres",
            "pg_upgrade",
            "pg_ctl",
            "initdb",
            "pg_controldata",
            "pg_resetwal",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "psql",
            "vacuumdb");

    static final List<String> OF_SOURCE = List.of("postgres", "pg_ctl", "pg_controldata", "pg_resetwal");

    static final Question LIBRARIES = new Question("pg_config", List.of("--pkglibdir"));
    static final Question SHARE = new Question("pg_config", List.of("--sharedir"));

    /** Sizes that a build has once and for all. */
    static final List<String> SIZES = List.of("block_size", "wal_block_size", "segment_size");

    /** Where there are an empty {@code postgresql.conf} and {@code postgresql.auto.conf}; within the transcripts. */
    public static final String EMPTY_CONFIGURATION = "empty-configuration";

    private PreflightPrograms() {}

    /** @param program its name; it is started when it is there */
    public record Question(String program, List<String> arguments) {

        public Question {
            arguments = List.copyOf(arguments);
        }

        static Question version(String program) {
            return new Question(program, List.of("--version"));
        }

        static Question size(String setting, String emptyConfiguration) {
            return new Question("postgres", List.of("-C", setting, "-D", emptyConfiguration));
        }
    }

    /** What one family asks: live's programs first. */
    public record Questions(List<Question> ofSource, List<Question> ofTarget) {

        static final Questions NONE = new Questions(List.of(), List.of());

        static final Questions FOLDERS = new Questions(List.of(), List.of(LIBRARIES, SHARE));

        static final Questions VERSIONS = new Questions(
                OF_SOURCE.stream().map(Question::version).toList(),
                OF_TARGET.stream().map(Question::version).toList());

        static Questions sizes(String emptyConfiguration) {
            return new Questions(
                    List.of(),
                    SIZES.stream()
                            .map(setting -> Question.size(setting, emptyConfiguration))
                            .toList());
        }

        public Questions {
            ofSource = List.copyOf(ofSource);
            ofTarget = List.copyOf(ofTarget);
        }
    }

    /**
     * What one family runs, in this order.
     *
     * @param settings whether the target is asked about live's settings in between, see {@link
     *     io.belay.workers.live.DressQuestions}
     */
    public record OfFamily(Questions questions, boolean settings, List<ListedStatement> statements) {

        public OfFamily {
            statements = List.copyOf(statements);
        }
    }
}
