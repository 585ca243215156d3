package io.belay.workers.verify;

import io.belay.workers.postgres.Databases;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.RunningServer;
import io.belay.workers.postgres.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Relation files with a user's number that {@code pg_upgrade} rightly leaves behind, by name without fork and segment ({@code
 * base/16401/24576}):
 *
 * <ul>
 *   <li>catalogs that were rewritten, and sequences, whose state it restores by statement (pg_dump's {@code --sequence-data};
 *       {@code verify} compares it);
 *   <li>files that belong to no relation: the snapshot fell into a transaction that was making one ({@code REINDEX}, {@code
 *       CREATE TABLE AS}), and recovery does not clear such away (storage/smgr/README).
 * </ul>
 */
public final class NotCarried {

    private static final String RELATIONS = "SELECT pg_catalog.pg_relation_filepath(oid) AS file,"
            + " (oid < 16384 OR relkind = 'S') AS anew FROM pg_catalog.pg_class"
            + " WHERE pg_catalog.pg_relation_filenode(oid) >= 16384";

    private NotCarried() {}

    /** What {@link #of} sends, in order. */
    public static List<ListedStatement> statements() {
        List<ListedStatement> listed = new ArrayList<>(Databases.statements());
        listed.add(ListedStatement.inEach(RELATIONS));
        return listed;
    }

    /** @param dataDirectory of the running server */
    public static List<String> of(RunningServer server, Path dataDirectory) {
        Set<String> unknown = new TreeSet<>(RelationFiles.userRelations(dataDirectory));
        Set<String> left = new TreeSet<>();
        for (String database : Databases.withTemplates(server)) {
            try (Session session = server.open(database)) {
                session.query(RELATIONS).forEach(row -> {
                    unknown.remove(row.text("file"));
                    if (row.isTrue("anew")) {
                        left.add(row.text("file"));
                    }
                });
            }
        }
        left.addAll(unknown);
        return new ArrayList<>(left);
    }
}
