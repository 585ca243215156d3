package io.belay.workers.verify;

import io.belay.engine.activity.StepResult.FindingReport;
import io.belay.plans.problem.ErrorCode;

/**
 * One thing that is not the same on both sides of a frozen pair. Immutable.
 *
 * @param database empty for what belongs to the whole cluster
 * @param object for example {@code TABLE public.orders}
 * @param left as old has it; empty when it has nothing of the kind
 * @param right as new has it; empty when it has nothing of the kind
 */
public record Difference(Kind kind, String database, String object, String left, String right) {

    /** What differs, in the order in which a person wants to read it. */
    public enum Kind {
        DATABASE(VerifyErrors.DATABASE, "the database is not on both sides"),
        ROWS(VerifyErrors.ROWS, "the number of rows differs"),
        LARGE_OBJECTS(VerifyErrors.LARGE_OBJECTS, "the large objects differ"),
        OBJECT_LOST(VerifyErrors.OBJECT_LOST, "it is in old and not in new"),
        OBJECT_CHANGED(VerifyErrors.OBJECT_CHANGED, "its definition differs"),
        OBJECT_EXTRA(VerifyErrors.OBJECT_EXTRA, "it is in new and not in old"),
        OBJECT_NOT_COMPARABLE(
                VerifyErrors.OBJECT_NOT_COMPARABLE,
                "its definition reads differently, and whether it means the same could not be proven"),
        SEQUENCE(VerifyErrors.SEQUENCE, "the sequence differs"),
        EXTENSION(VerifyErrors.EXTENSION, "the extension is not on both sides, or older in new"),
        ROLE(VerifyErrors.ROLE, "the role, its membership or its settings differ"),
        DATABASE_PROPERTY(VerifyErrors.DATABASE_PROPERTY, "the database's properties differ"),
        CATALOG(VerifyErrors.CATALOG, "the catalogs differ"),
        SCHEMA_NOT_READ(VerifyErrors.SCHEMA_NOT_READ, "the schema could not be read");

        @SuppressWarnings("ImmutableEnumChecker") // a record of a number and an enum
        private final ErrorCode code;

        private final String sentence;

        Kind(ErrorCode code, String sentence) {
            this.code = code;
            this.sentence = sentence;
        }

        public ErrorCode code() {
            return code;
        }
    }

    /** The object with its database, for example {@code orders: TABLE public.jobs}. */
    public String place() {
        return database.isEmpty() ? object : database + ": " + object;
    }

    /** One sentence with both sides. */
    public String statement() {
        return kind.sentence + "; old: " + side(left) + "; new: " + side(right);
    }

    private static String side(String text) {
        return text.isEmpty() ? "nothing" : text;
    }

    public FindingReport toReport() {
        return new FindingReport(kind.code().text(), "blocker", place(), statement(), "", "");
    }
}
