package io.belay.workers.replication;

import io.belay.workers.command.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Something that hinders following, with the words that an operator needs. Found by {@link Concerns}, pure. Immutable.
 */
public sealed interface Concern {

    String database();

    /** A sentence: what is the case, and what it means. */
    String words();

    /** What to run, in this order; empty when nothing needs to be, or nothing helps. */
    default List<String> remedy() {
        return List.of();
    }

    /** How much it matters. */
    Weight weight();

    enum Weight {
        /** Known, and no harm by itself. */
        NOTE,
        /** No switch before it is gone; nothing is lost. */
        HINDERS,
        /** This way cannot be followed any more: forward needs a new clone, the way back is closed. */
        ENDS
    }

    record SlotMissing(String database, String slot) implements Concern {
        @Override
        public String words() {
            return "the slot `" + slot + "` of `" + database
                    + "` is gone: what was committed since is not kept for the follower, which cannot be completed any more";
        }

        @Override
        public Weight weight() {
            return Weight.ENDS;
        }
    }

    record SlotLost(String database, String slot) implements Concern {
        @Override
        public String words() {
            return "the server threw away log that the slot `" + slot + "` of `" + database
                    + "` still needed (`wal_status` is lost): the follower cannot be completed any more";
        }

        @Override
        public Weight weight() {
            return Weight.ENDS;
        }
    }

    /** A database that was made where it serves since the run began to follow: nothing of it is published. */
    record DatabaseNotFollowed(String database) implements Concern {
        @Override
        public String words() {
            return "the database `" + database
                    + "` was made where it serves since changes began to be published: nothing of it arrives";
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "where it serves: drop it, and make it again on new once that serves",
                    "or begin again from `publish`, which takes it along");
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    /** @param kept bytes of log kept for it */
    record SlotInDanger(String database, String slot, String walStatus, long kept) implements Concern {
        @Override
        public String words() {
            return "the slot `" + slot + "` of `" + database + "` is " + walStatus + ": the server keeps "
                    + kept / 1024 / 1024
                    + " MB of its log for it, which is past `max_slot_wal_keep_size`, and may throw it away at its next"
                    + " checkpoint";
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "where it serves: raise `max_slot_wal_keep_size` (a reload is enough), if the disk has room",
                    "then see to it that the follower catches up");
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    record SubscriptionMissing(String database, String subscription) implements Concern {
        @Override
        public String words() {
            return "the follower's `" + database + "` has no subscription `" + subscription
                    + "`: somebody dropped it, and" + " where it stood is not known any more";
        }

        @Override
        public Weight weight() {
            return Weight.ENDS;
        }
    }

    record Disabled(String database, String subscription) implements Concern {
        @Override
        public String words() {
            return "the subscription `" + subscription + "` of `" + database
                    + "` is disabled: nothing arrives, and the side that serves keeps its log";
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "on the follower, in " + database + ": ALTER SUBSCRIPTION " + Sql.name(subscription) + " ENABLE");
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    /** @param errors since the last look; zero where the server does not count them */
    record ApplyStops(String database, String subscription, long errors) implements Concern {
        @Override
        public String words() {
            return "the worker of `" + subscription + "` in `" + database + "` does not stay up"
                    + (errors > 0
                            ? ", " + errors + " times since the last look because a change could not be applied"
                            : "")
                    + ": it tries the same transaction again and again, nothing is lost, and nothing behind it arrives";
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "read the follower's log: its last ERROR names the table, and often the key",
                    "a missing table or column: run on the follower what was run where it serves",
                    "a duplicate key: remove the row that somebody wrote on the follower; do not skip the transaction, that"
                            + " loses its other rows");
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    record NotRegistered(String database, String subscription, Set<Relation> tables) implements Concern {
        @Override
        public String words() {
            return "rows of these tables of `" + database
                    + "` are left out in silence, because the subscription does not know" + " them: " + named(tables);
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "see that they are there and empty on the follower",
                    CatalogDifference.refresh("the follower, in " + database, subscription));
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    record NotReady(String database, Map<Relation, String> states) implements Concern {
        @Override
        public String words() {
            return "these tables of `" + database + "` are still being copied: " + named(states.keySet());
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    record CatalogsDiffer(String database, String subscription, CatalogDifference first) implements Concern {
        @Override
        public String words() {
            return "in `" + database + "` " + first.words()
                    + switch (first.effect()) {
                        case STOPS -> ": the follower stops at its next row, and goes on once it has it";
                        case MAY_STOP -> ": the follower may stop at a duplicate key";
                        case GOES_ON -> ": rows still flow, but the sides are no longer alike";
                    };
        }

        @Override
        public List<String> remedy() {
            return first.remedy("the follower, in " + database, subscription);
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    /**
     * Changed where it serves, and carried by nothing.
     *
     * @param objects in words, without values
     */
    record ChangedBeside(String database, List<String> objects) implements Concern {

        private static final int NAMED = 10;

        public ChangedBeside {
            objects = List.copyOf(objects);
        }

        @Override
        public String words() {
            // Names first: where a message is cut, they are what has to be read.
            return "in `" + database + "` the side that follows lacks "
                    + objects.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (objects.size() > NAMED ? " and " + (objects.size() - NAMED) + " more" : "")
                    + " as made or changed where it serves since changes began to be published";
        }

        @Override
        public List<String> remedy() {
            return List.of(
                    "on the follower, in " + database
                            + ": SET session_replication_role = replica, so that no event trigger"
                            + " writes a row there",
                    "then in the same session what was run where it serves; of a role's password the same stored value, from"
                            + " `pg_authid`");
        }

        @Override
        public Weight weight() {
            return Weight.HINDERS;
        }
    }

    private static String named(Set<Relation> tables) {
        int most = 5;
        String first = tables.stream().limit(most).map(Relation::quoted).collect(Collectors.joining(", "));
        return tables.size() > most ? first + " and " + (tables.size() - most) + " more" : first;
    }
}
