package io.belay.workers.fence;

import io.belay.workers.command.Sql;
import io.belay.workers.posix.Durable;
import io.belay.workers.posix.FileAttributes;
import io.belay.workers.posix.FileEntry;
import io.belay.workers.postgres.ListedStatement;
import io.belay.workers.postgres.Row;
import io.belay.workers.postgres.Server;
import io.belay.workers.postgres.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Closes a running server to everybody but a few roles: no connection to any database for who is no superuser, {@code pg_hba.conf}
 * with the few's lines only, sessions ended, and as proof the host's own list of the server's processes. None of the four is enough
 * alone: a connection that was accepted before the reload still goes by the old rules, and is shown by nobody but the host.
 *
 * <p>What was changed is told by a file that is written before; each verb may be called again, also by another process. Replication
 * goes on: walsenders and subscriptions' workers are left alone and come back by themselves. One thread.
 *
 * <p>Cost in a hold: a statement for each database, two renames, one connection, some statements; 20 to 40 ms.
 */
public final class Fence {

    private static final String DATABASE = "postgres";

    private static final String PLACE = "SELECT pg_catalog.current_setting('hba_file') AS file,"
            + " pg_catalog.current_setting('cluster_name') AS cluster,"
            + " pg_catalog.current_setting('server_version_num')::int / 10000 AS major, current_user AS me";

    private static final String LIMITS = "SELECT datname, datconnlimit FROM pg_catalog.pg_database"
            + " WHERE datallowconn AND datconnlimit <> -2 ORDER BY datname";

    private static final String GROUPS = "WITH RECURSIVE m(role, grp) AS ("
            + "SELECT member, roleid FROM pg_catalog.pg_auth_members"
            + " UNION SELECT m.role, a.roleid FROM m JOIN pg_catalog.pg_auth_members a ON a.member = m.grp)"
            + " SELECT r.rolname AS role, g.rolname AS grp FROM m"
            + " JOIN pg_catalog.pg_roles r ON r.oid = m.role JOIN pg_catalog.pg_roles g ON g.oid = m.grp";

    private static final String RELOAD =
            "SELECT pg_catalog.clock_timestamp() AS asked, pg_catalog.pg_reload_conf() AS sent";

    private static final String LOADED = "SELECT pg_catalog.pg_conf_load_time() >= ?::timestamptz AS loaded";

    private static final String PREPARED = "SELECT gid FROM pg_catalog.pg_prepared_xacts ORDER BY gid";

    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration REOPENING = Duration.ofSeconds(30);

    private final Server server;
    private final long postmaster;
    private final Path kept;

    /**
     * @param server reached as a superuser
     * @param postmaster process id of the server
     * @param kept file for the state before, on storage that is not rolled back; its folder is there
     */
    public Fence(Server server, long postmaster, Path kept) {
        this.server = server;
        this.postmaster = postmaster;
        this.kept = kept;
    }

    /** What {@link #prepare} sends, in order. */
    public static List<ListedStatement> statementsOfPreparing() {
        return inAdmin(PLACE, GROUPS, LIMITS);
    }

    /** What {@link #adopt} sends, in order. */
    public static List<ListedStatement> statementsOfAdopting() {
        return inAdmin(PLACE, LIMITS);
    }

    /** What {@link #strangers} sends. */
    public static List<ListedStatement> statementsOfStrangers() {
        return inAdmin(Strangers.SHOWN);
    }

    /**
     * What {@link #raise} sends, in order.
     *
     * @param databases all that take connections, templates too; empty when they are not known
     */
    public static List<ListedStatement> statementsOfRaising(List<String> databases) {
        List<ListedStatement> listed = new ArrayList<>(inAdmin(LIMITS));
        listed.add(limits(databases, database -> "0").when("where one is not 0 yet"));
        listed.addAll(inAdmin(RELOAD, LOADED, Strangers.SHOWN));
        listed.add(ListedStatement.in(DATABASE, Strangers.END).when("for those who are in"));
        listed.addAll(inAdmin(PREPARED));
        return listed;
    }

    /**
     * What {@link #lower} sends, in order.
     *
     * @param databases as in {@link #statementsOfRaising}
     * @param limit word for what a database's was before
     */
    public static List<ListedStatement> statementsOfLowering(List<String> databases, UnaryOperator<String> limit) {
        List<ListedStatement> listed = new ArrayList<>(inAdmin(LIMITS));
        listed.add(limits(databases, limit).when("where one was set to 0"));
        listed.addAll(inAdmin(RELOAD, LOADED));
        return listed;
    }

    private static List<ListedStatement> inAdmin(String... statements) {
        return Stream.of(statements)
                .map(sql -> ListedStatement.in(DATABASE, sql))
                .toList();
    }

    private static ListedStatement limits(List<String> databases, UnaryOperator<String> limit) {
        String each = ListedStatement.EACH_DATABASE;
        return ListedStatement.in(
                DATABASE,
                databases.isEmpty()
                        ? limit(Sql.name(each), limit.apply(each)) + "; ..."
                        : databases.stream()
                                .map(database -> limit(Sql.name(database), limit.apply(database)))
                                .collect(Collectors.joining("; ")));
    }

    /**
     * Decides what the fence will be and writes down what is. Changes nothing on the server.
     *
     * @param few roles besides the session's own that go on coming in
     * @throws FenceFailure when {@code pg_hba.conf} cannot be read, or lets the session's own role in by nothing
     */
    public void prepare(Session admin, List<String> few) {
        if (Files.exists(kept)) {
            return;
        }
        Row place = admin.query(PLACE).get(0);
        Path file = real(Path.of(place.text("file")));
        RulesFile rules = new RulesFile(file);
        List<String> roles = new ArrayList<>(List.of(place.text("me")));
        few.stream().filter(role -> !roles.contains(role)).forEach(roles::add);
        List<String> lines = new HbaOfFew((int) place.number("major"), roles, new HbaOnDisk(groups(admin))).of(file);
        if (lines.isEmpty()) {
            throw new FenceFailure(
                    FenceErrors.RULES,
                    "no line of `" + file + "` lets `" + place.text("me") + "` in, nor anybody of " + few);
        }
        byte[] fenced = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        OpenState state = state(rules, rules.content(), fenced, place.text("cluster"), limits(admin));
        state.write(kept);
        rules.stage(fenced, attributes(state));
    }

    /**
     * Takes a server for fenced that nobody could enter from its start on, because its {@code pg_hba.conf} lets in only a few: {@link
     * #lower} then opens it. Changes nothing on the server; does nothing where it is known already.
     *
     * @param open what its {@code pg_hba.conf} is once it serves
     */
    public void adopt(Session admin, byte[] open) {
        if (Files.exists(kept)) {
            return;
        }
        Row place = admin.query(PLACE).get(0);
        RulesFile rules = new RulesFile(real(Path.of(place.text("file"))));
        state(rules, open, rules.content(), place.text("cluster"), limits(admin))
                .write(kept);
    }

    private static OpenState state(
            RulesFile rules, byte[] open, byte[] fenced, String cluster, Map<String, Long> limits) {
        FileEntry entry = rules.entry();
        return new OpenState(
                rules.file(),
                Base64.getEncoder().encodeToString(open),
                Base64.getEncoder().encodeToString(fenced),
                entry.userId(),
                entry.groupId(),
                entry.mode(),
                cluster,
                limits);
    }

    /** Writes beside {@code pg_hba.conf} what {@link #lower} puts in its place, so that it takes less then. Does nothing where nothing is kept. */
    public void stageLowering() {
        if (Files.exists(kept)) {
            OpenState open = OpenState.read(kept);
            new RulesFile(open.file()).stage(Base64.getDecoder().decode(open.open()), attributes(open));
        }
    }

    /**
     * Behind it the file that {@link #raise} or {@link #lower} exchanged outlives a power cut. The limits do as soon as the server has anything
     * on disk that was committed behind them.
     */
    public void settle() {
        if (Files.exists(kept)) {
            new RulesFile(OpenState.read(kept).file()).settle();
        }
    }

    /** Takes back {@link #stageLowering}, and what {@link #prepare} put beside the file. */
    public void unstage() {
        if (Files.exists(kept)) {
            new RulesFile(OpenState.read(kept).file()).discard();
        }
    }

    /** Whether a state before is kept: the server is fenced, or is about to be. */
    public boolean isKept() {
        return Files.exists(kept);
    }

    /** Behind {@link #lower}, once its success is known: the next fence begins with what is then. */
    public void forget() {
        unstage();
        settle();
        Durable.remove(kept);
    }

    /**
     * From here on nobody but the few can write, and nobody else is connected. That this outlives a power cut is certain behind {@link
     * #settle} and a commit that waits for the disk; with a session that does not wait for it ({@code synchronous_commit}), nothing here does.
     *
     * @param ours process ids of sessions that stay, besides this one
     * @param left of the budget
     * @throws FenceFailure when somebody stays in, a prepared transaction stands, or the server is not any more as it was prepared for
     */
    public void raise(Session admin, Set<Long> ours, Duration left) {
        long end = System.nanoTime() + left.toNanos();
        OpenState open = OpenState.read(kept);
        RulesFile rules = new RulesFile(open.file());
        byte[] fenced = Base64.getDecoder().decode(open.fenced());
        Map<String, Long> limits = limits(admin);
        boolean asPrepared = limits.keySet().equals(open.limits().keySet())
                && (rules.holds(Base64.getDecoder().decode(open.open())) || rules.holds(fenced));
        if (!asPrepared) {
            throw new FenceFailure(
                    FenceErrors.RULES,
                    "`" + open.file() + "`, or the list of databases, was changed since the fence was prepared");
        }
        Map<String, Long> zero = new TreeMap<>(limits);
        zero.values().removeIf(limit -> limit == 0);
        zero.replaceAll((database, limit) -> 0L);
        limitAll(admin, zero);
        rules.replace(fenced, attributes(open));
        awaitLoaded(admin, end);
        new Strangers(postmaster, open.cluster(), ours).end(admin, end);
        List<String> prepared =
                admin.query(PREPARED).stream().map(row -> row.text("gid")).toList();
        if (!prepared.isEmpty()) {
            throw new FenceFailure(
                    FenceErrors.NOT_CLOSED,
                    "prepared transactions stand on the server, and anybody may commit them: " + prepared);
        }
    }

    /**
     * Everybody comes in again as before. Does nothing where nothing was prepared.
     *
     * @return what was changed by somebody else meanwhile and was left as it is; empty when nothing was
     */
    public Optional<String> lower(Session admin) {
        if (!Files.exists(kept)) {
            return Optional.empty();
        }
        OpenState open = OpenState.read(kept);
        RulesFile rules = new RulesFile(open.file());
        Map<String, Long> now = limits(admin);
        Map<String, Long> again = new TreeMap<>(open.limits());
        again.entrySet().removeIf(one -> one.getValue() == 0 || now.getOrDefault(one.getKey(), -1L) != 0);
        limitAll(admin, again);
        byte[] before = Base64.getDecoder().decode(open.open());
        boolean isOurs = rules.holds(Base64.getDecoder().decode(open.fenced()));
        if (isOurs) {
            rules.replace(before, attributes(open));
        }
        awaitLoaded(admin, System.nanoTime() + REOPENING.toNanos());
        return isOurs || rules.holds(before)
                ? Optional.empty()
                : Optional.of(
                        "`" + open.file() + "` was changed by somebody else while clients were held, and was left so");
    }

    /** Who is in besides the few and the server itself, in words; empty when the fence holds. */
    public List<String> strangers(Session admin, Set<Long> ours) {
        return new Strangers(postmaster, OpenState.read(kept).cluster(), ours)
                .found(admin).values().stream().sorted().toList();
    }

    /** By a new session: only those are begun by the server's first process, with what that has loaded. */
    private void awaitLoaded(Session admin, long end) {
        String asked = admin.query(RELOAD).get(0).text("asked");
        while (true) {
            try (Session fresh = server.open(DATABASE)) {
                if (fresh.query(LOADED, asked).get(0).isTrue("loaded")) {
                    return;
                }
            }
            if (System.nanoTime() > end) {
                throw new FenceFailure(
                        FenceErrors.NOT_CLOSED, "the server does not load its `pg_hba.conf`; its log says why");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static Map<String, Set<String>> groups(Session admin) {
        Map<String, Set<String>> groups = new HashMap<>();
        admin.query(GROUPS)
                .forEach(row -> groups.computeIfAbsent(row.text("role"), role -> new HashSet<>())
                        .add(row.text("grp")));
        return groups;
    }

    private static Map<String, Long> limits(Session admin) {
        return admin.query(LIMITS).stream()
                .collect(Collectors.toMap(row -> row.text("datname"), row -> row.number("datconnlimit")));
    }

    /** In one transaction, which waits for the disk once. */
    private static void limitAll(Session admin, Map<String, Long> limits) {
        if (!limits.isEmpty()) {
            admin.execute(limits.entrySet().stream()
                    .map(one -> limit(Sql.name(one.getKey()), String.valueOf(one.getValue())))
                    .collect(Collectors.joining("; ")));
        }
    }

    private static String limit(String database, String limit) {
        return "ALTER DATABASE " + database + " CONNECTION LIMIT " + limit;
    }

    private static FileAttributes attributes(OpenState open) {
        return new FileAttributes(open.userId(), open.groupId(), open.mode(), false);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new FenceFailure(FenceErrors.RULES, "`" + file + "` cannot be read: " + e.getMessage());
        }
    }
}
