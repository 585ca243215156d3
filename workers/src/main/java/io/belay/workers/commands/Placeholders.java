package io.belay.workers.commands;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names of what is known at run time only, each with its meaning. Within one run a name stands for one value. */
final class Placeholders {

    static final String RUN = "<run>";
    static final String SNAPSHOT = "<snapshot>";
    static final String INSTALL_USER = "<install user>";
    static final String STATE = "<evidence folder>";
    static final String JOBS = "<jobs>";
    static final String DATABASE = "<database>";
    static final String DATABASE_NUMBER = "<number of the database>";
    static final String WAL_SEGMENT = "<wal segment in megabytes>";
    static final String STATE_FOLDER = "<state folder>";
    static final String EPOCH = "<epoch>";
    static final String FINAL_SNAPSHOT = "<final snapshot>";
    static final String NEW_ROOT = "<storage unit of new>";
    static final String NEW_RELATIVE = "<data directory in it>";
    static final String NEW_DATA = "<data directory of new>";
    static final String NEW_PORT = "<port of new>";
    static final String OLD_RELATIVE = "<old data directory in the final clone>";
    static final String PROCESSORS = "<processors>";
    static final String LIVE_SOCKETS = "<socket folder of live>";
    static final String LOG_OF_LIVE = "<log of live>";
    static final String ENTRY = "<database of the pooler>";
    static final String USUAL_RETRY = "<usual login retry>";
    static final String POOLER_HOST = "<host of the pooler>";
    static final String POOLER_PORT = "<port of the pooler>";
    static final String POOLER_USER = "<admin of the pooler>";
    static final String POOLER_CONFIG = "<configuration of the pooler>";
    static final String LAST_IMAGE = "<last image>";

    static final String PORT_OF_LIVE = "<port of live>";
    static final String HOST_OF_LIVE = "<host of live>";
    static final String WORKER_ROLE = "<role of the worker>";
    static final String BACK_EPOCH = "<epoch of going back>";

    private static final Pattern NAME = Pattern.compile("<[a-z][a-z0-9 -]*>");

    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put(RUN, "id of the run; rehearse and apply print it");
        MEANINGS.put(SNAPSHOT, "id of the snapshot; belay snapshots lists them");
        MEANINGS.put(INSTALL_USER, "name of the cluster's install user, the role with oid 10");
        MEANINGS.put(STATE, "state.evidence of the host's file");
        MEANINGS.put(JOBS, "half of the host's processors, at least 1");
        MEANINGS.put(DATABASE, "name of a database");
        MEANINGS.put(DATABASE_NUMBER, "from 1, in the order of the databases' names");
        MEANINGS.put("<collation>", "each in turn whose version is not known");
        MEANINGS.put("<storage unit of live>", "subvolume or file system that holds live's data directory");
        MEANINGS.put("<data directory>", "live's, relative to its storage unit");
        MEANINGS.put("<number of the look>", "random, so that no two looks share a folder");
        MEANINGS.put("<first database>", "the first one by name");
        MEANINGS.put("<database of the view>", "that of the view which new refuses");
        MEANINGS.put("<role of the worker>", "connect.user of the host's file");
        MEANINGS.put("<relation>", "each in turn");
        MEANINGS.put("<sequence>", "each in turn");
        MEANINGS.put("<extension>", "each in turn");
        MEANINGS.put("<subscription>", "each in turn");
        MEANINGS.put("<quoted encoding>", "of the database in old, as a literal");
        MEANINGS.put("<quoted collate>", "of the database in old, as a literal");
        MEANINGS.put("<quoted ctype>", "of the database in old, as a literal, with its locale provider");
        MEANINGS.put("<setting>", "its name");
        MEANINGS.put("<value>", "its value in live's files");
        MEANINGS.put("<encoding>", "of live's template0");
        MEANINGS.put("<collate>", "of live's template0");
        MEANINGS.put("<ctype>", "of live's template0");
        MEANINGS.put("<locale provider>", "of live's template0: libc, icu or builtin");
        MEANINGS.put("<locale>", "of live's template0, where its provider is not libc");
        MEANINGS.put("<rules>", "of live's template0, where its provider is icu and has some");
        MEANINGS.put(WAL_SEGMENT, "of live's control file");
        MEANINGS.put(STATE_FOLDER, "state.directory of the host's file");
        MEANINGS.put(EPOCH, "1, and one more each time that an operator tries the step again");
        MEANINGS.put("<java>", "the program that the worker itself runs by");
        MEANINGS.put("<class path>", "the worker's own");
        MEANINGS.put("<number of the second look>", "random, so that no two looks share a folder");
        MEANINGS.put("<number of the third look>", "random, so that no two looks share a folder");
        MEANINGS.put(FINAL_SNAPSHOT, "id of the snapshot of live's last state");
        MEANINGS.put(NEW_ROOT, "the topmost folder on the way to new's data directory that does not exist yet");
        MEANINGS.put(NEW_RELATIVE, "new's, relative to its storage unit");
        MEANINGS.put(NEW_DATA, "targets of the cluster in the host's file");
        MEANINGS.put(NEW_PORT, "targets of the cluster in the host's file, else live's");
        MEANINGS.put(OLD_RELATIVE, "live's as in its own storage unit, or old-MAJOR where new's has that name");
        MEANINGS.put(PROCESSORS, "number of the host's");
        MEANINGS.put(LIVE_SOCKETS, "the first one of live's unix_socket_directories; new's too");
        MEANINGS.put(LOG_OF_LIVE, "where live's standard error goes, else its data directory with .log behind it");
        MEANINGS.put(ENTRY, "name of an entry that leads to live");
        MEANINGS.put(USUAL_RETRY, "what the pooler said before it was changed");
        MEANINGS.put(POOLER_HOST, "of its console, as in the host's file");
        MEANINGS.put(POOLER_PORT, "of its console, as in the host's file");
        MEANINGS.put(POOLER_USER, "user of its console, as in the host's file");
        MEANINGS.put(POOLER_CONFIG, "as in the host's file");
        MEANINGS.put("<schema>", "each in turn");
        MEANINGS.put("<run in names>", "the run's id without its dashes");
        MEANINGS.put(
                "<database in names>",
                "its name; where that is long, or has more in it than a to z, 0 to 9 and _, its beginning and a digest");
        MEANINGS.put(PORT_OF_LIVE, "connect.port of the host's file");
        MEANINGS.put(HOST_OF_LIVE, "connect of the host's file: the folder of live's socket, or its address");
        MEANINGS.put(BACK_EPOCH, "the number of the hold");
        MEANINGS.put("<name>", "that of the sequence, as a literal");
        MEANINGS.put("<schema of the extension>", "of pg_buffercache, quoted");
        MEANINGS.put(LAST_IMAGE, "id of the snapshot that is taken instead");
    }

    private Placeholders() {}

    static String socketsOf(String copy) {
        return "<sockets of " + copy + ">";
    }

    static String programsOf(int major) {
        return "<programs of " + major + ">";
    }

    static String pathOf(String program) {
        return "<path of " + program + ">";
    }

    static String accountOf(String program) {
        return "<account of " + program + ">";
    }

    /** Each start of {@code psql} draws one of its own. */
    static String restrictKeyOf(String script, String database) {
        return "<restrict key of " + named(script) + " in " + named(database) + ">";
    }

    /** How many connections a database takes while it is open. */
    static String limitOf(String database) {
        return "<limit of " + named(database) + ">";
    }

    /** As much of a name as a placeholder can hold. */
    private static String named(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 ]+", "-").replaceAll("^-|-$", "");
    }

    /** Those that occur in a text, with their meaning. */
    static Map<String, String> in(String text) {
        Map<String, String> found = new LinkedHashMap<>();
        NAME.matcher(text).results().map(MatchResult::group).distinct().forEach(name -> meaning(name, found));
        return found;
    }

    private static void meaning(String name, Map<String, String> found) {
        if (MEANINGS.containsKey(name)) {
            found.put(name, MEANINGS.getOrDefault(name, ""));
        } else if (name.startsWith("<sockets of ")) {
            found.put(name, "eight hex digits made of the copy's path");
        } else if (name.startsWith("<restrict key of ")) {
            found.put(name, "random: a file that does not know it starts no program");
        } else if (name.startsWith("<limit of ")) {
            found.put(name, "connections that the database took before: -1 for any number");
        } else if (name.startsWith("<path of ")) {
            found.put(name, "`path` of the program in the host's file");
        } else if (name.startsWith("<account of ")) {
            found.put(name, "`run_as` of the program in the host's file");
        } else if (name.startsWith("<programs of ")) {
            found.put(name, "folder of that major's programs, where the worker finds them");
        }
    }
}
