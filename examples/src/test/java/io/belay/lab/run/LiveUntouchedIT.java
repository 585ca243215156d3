package io.belay.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.belay.engine.client.Deciding;
import io.belay.engine.run.RunStatus;
import io.belay.lab.LabNeeds;
import io.belay.lab.LabWish;
import io.belay.lab.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Invariant I1: during snapshot, rehearsal, tester's clone, and an apply up to its approval, live sees the listed statements and no
 * other writer.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // all is made before the first test
class LiveUntouchedIT {

    /** Ours, so that each line says who; the message begins behind the last bar. */
    private static final String PREFIX = "'%p|%a|%u|%d|'";

    private static final Pattern LINE = Pattern.compile("(\\d+)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([A-Z]+):  (.*)");
    private static final Pattern SAID =
            Pattern.compile("(?:statement|execute [^:]+|parse [^:]+|bind [^:]+): (.*)", Pattern.DOTALL);

    /** What live itself writes without being asked anything; its background writer logs running transactions now and then. */
    private static final Set<String> ITS_OWN = Set.of("log", "pg_stat_tmp", "pg_wal");

    private static final List<String> STEPS = List.of(
            "preflight",
            "snapshot",
            "clone",
            "pg_upgrade",
            "verify",
            "approve: {by: change-board}",
            "promote: {mode: offline, way_back: none}");

    private House house;
    private Path dataset;
    private String log;
    private String logOfPlan;
    private int planned;
    private String logOfApply;
    private Set<String> foreignWriters;
    private long looks;
    private Map<String, String> before;
    private Map<String, String> after;

    @BeforeAll
    void letBelayWorkBesideAQuietLive() throws SQLException {
        LabNeeds.loopDevices();
        house = House.open(LabWish.usual()
                .withoutPooler()
                .withSettings(Map.of(
                        "log_statement", "all",
                        "log_connections", "on",
                        "log_line_prefix", PREFIX,
                        "autovacuum", "off",
                        "checkpoint_timeout", "1d")));
        dataset = house.lab().cluster().dataset();
        // Caches that a first session fills, and hints that a first reader sets, are live's own doing.
        try (Sql sql = house.lab().cluster().open("postgres")) {
            sql.execute("VACUUM FREEZE");
        }
        house.snapshot();
        try (Sql sql = house.lab().cluster().open("postgres")) {
            sql.execute("CHECKPOINT");
        }
        int logged = house.text(house.lab().cluster().serverLog()).length();
        before = fingerprints();
        try (Poller poller = new Poller(this::lookForWriters)) {
            String snapshot = house.snapshot();
            Path plan = house.lab().writePlan("to-the-approval", STEPS);
            assertThat(house.rehearse(plan, "").phase()).isEqualTo("COMPLETED");
            house.client().createClone(house.lab().clusterReference(), snapshot, "look", "a test");
            house.client().dropClone(house.lab().clusterReference(), "look");
            after = fingerprints();
            log = house.text(house.lab().cluster().serverLog()).substring(logged);
            int rehearsed = house.text(house.lab().cluster().serverLog()).length();
            assertThat(house.cli()
                            .run(
                                    "plan",
                                    plan.toString(),
                                    "--out",
                                    house.lab().work().resolve("look.json").toString())
                            .exit())
                    .isZero();
            logOfPlan = house.text(house.lab().cluster().serverLog()).substring(rehearsed);
            planned = house.text(house.lab().cluster().serverLog()).length();
            applyUpToItsApproval(plan);
            foreignWriters = poller.found();
            looks = poller.looks();
        }
        logOfApply = house.text(house.lab().cluster().serverLog()).substring(planned);
    }

    private void applyUpToItsApproval(Path plan) {
        String run = house.client().startUpgrade(House.canonical(plan), "alice");
        RunStatus waiting = house.client().watch(run, House.LONGEST, seen -> {});
        assertThat(waiting.needsPerson()).as(house.story(run)).isTrue();
        assertThat(waiting.problem().isNone()).as(house.story(run)).isTrue();
        house.client().abort(run, Deciding.by("alice", "seen enough"));
        assertThat(house.end(run).phase()).isEqualTo("ABORTED");
    }

    @AfterAll
    @SuppressWarnings("NullAway") // without root there is none
    void close() {
        if (house != null) {
            house.close();
        }
    }

    @Test
    void belay_says_to_live_exactly_what_the_manual_lists() {
        Set<String> all = new TreeSet<>(listed("## Statements"));
        all.addAll(listed("## Statements beside a snapshot, where online promotions are allowed"));
        assertThat(said(log)).isEqualTo(all);
    }

    @Test
    void an_apply_up_to_its_approval_says_besides_only_what_the_manual_lists_for_preflight() {
        Set<String> all = new TreeSet<>(listed("## Statements"));
        all.addAll(listed("## Statements of preflight in an apply"));
        assertThat(said(logOfApply)).isEqualTo(all);
    }

    @Test
    void saving_a_plan_says_only_what_the_manual_lists_for_it() {
        assertThat(said(logOfPlan)).isEqualTo(listed("## Statements of belay plan"));
    }

    private static Set<String> said(String log) {
        Set<String> said = new TreeSet<>();
        for (Line line : lines(log)) {
            assertThat(line.user()).as(line.toString()).isIn("", "[unknown]", "belay");
            if (line.user().equals("belay")) {
                assertThat(line.program()).as(line.toString()).isIn("belay", "[unknown]");
                assertThat(line.level()).as(line.toString()).isEqualTo("LOG");
                Matcher statement = SAID.matcher(line.message());
                if (statement.matches()) {
                    said.add(onOneLine(statement.group(1)));
                }
            }
        }
        return said;
    }

    private static String onOneLine(String statement) {
        return statement.strip().replaceAll("\\s+", " ");
    }

    @Test
    void nobody_but_lives_own_processes_had_a_file_of_its_dataset_open_for_writing() {
        System.out.println("  looked at all open files " + looks + " times");
        assertThat(looks).isGreaterThan(50);
        assertThat(foreignWriters).isEmpty();
    }

    @Test
    void no_file_of_live_came_went_or_changed_but_what_it_writes_by_itself() {
        assertThat(before).hasSizeGreaterThan(1000);
        Set<String> changed = new TreeSet<>();
        Set<String> all = new HashSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String file : all) {
            if (!String.valueOf(before.get(file)).equals(String.valueOf(after.get(file)))) {
                changed.add(file + ": " + before.get(file) + " -> " + after.get(file));
            }
        }
        assertThat(changed).isEmpty();
    }

    @Test
    void live_serves_on_as_the_same_server() throws SQLException {
        assertThat(house.lab().cluster().isRunning()).isTrue();
        try (Sql sql = house.lab().cluster().open("orders")) {
            assertThat(sql.number("SELECT count(*) FROM pg_replication_slots")).isZero();
            assertThat(sql.number("SELECT count(*) FROM pg_stat_activity WHERE usename = 'belay'"))
                    .isZero();
        }
    }

    private record Line(String program, String user, String level, String message) {}

    /** Log lines, each with the lines that continue it. */
    private static List<Line> lines(String log) {
        List<Line> lines = new ArrayList<>();
        for (String text : log.split("\n(?!\t)", -1)) {
            Matcher line = LINE.matcher(text.replace("\n\t", " "));
            if (line.matches()) {
                lines.add(new Line(line.group(2), line.group(3), line.group(5), line.group(6)));
            }
        }
        assertThat(lines).isNotEmpty();
        return lines;
    }

    /** The statements in the blocks of SQL of one section of the manual's page, each ended by a semicolon or its block. */
    private Set<String> listed(String heading) {
        Set<String> statements = new TreeSet<>();
        String page = house.text(manual());
        int begin = page.indexOf(heading + "\n");
        assertThat(begin).as(heading).isNotNegative();
        int end = page.indexOf("\n## ", begin);
        Matcher block = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(page.substring(begin, end));
        while (block.find()) {
            for (String statement : block.group(1).split(";\n", -1)) {
                if (!statement.isBlank()) {
                    statements.add(onOneLine(statement));
                }
            }
        }
        assertThat(statements).isNotEmpty();
        return statements;
    }

    private static Path manual() {
        Path here = Path.of("").toAbsolutePath();
        Path page = here.resolve("docs/manual/live.md");
        return Files.exists(page) ? page : here.resolveSibling("docs").resolve("manual/live.md");
    }

    /** Inode, owner, mode, length and times of each file, but of what live writes unasked. */
    private Map<String, String> fingerprints() {
        Map<String, String> files = new TreeMap<>();
        Path data = house.lab().cluster().dataDirectory();
        try (Stream<Path> all = Files.walk(dataset)) {
            for (Path file : all.toList()) {
                boolean own = file.startsWith(data)
                        && !file.equals(data)
                        && ITS_OWN.contains(data.relativize(file).getName(0).toString());
                if (!own) {
                    files.put(
                            dataset.relativize(file).toString(),
                            Files.readAttributes(
                                            file,
                                            "unix:ino,uid,gid,mode,size,ctime,lastModifiedTime",
                                            LinkOption.NOFOLLOW_LINKS)
                                    .toString());
                }
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void lookForWriters(Set<String> found) {
        long main = house.lab().cluster().postmaster().orElseThrow().pid();
        for (Traces.Running process : Traces.running()) {
            // Asked of each process when its turn comes: a backend lives for milliseconds.
            if (process.pid() != main && parent(process.pid()) != main) {
                writable(process).forEach(file -> found.add(process + " writes " + file));
            }
        }
    }

    /** Field 4 of {@code stat}, see proc(5), counted behind the program's name; 0 when the process is gone, and its files with it. */
    private static long parent(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3)[1]);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Files of the dataset that the process has open for writing, see proc(5), {@code fdinfo}. */
    private List<String> writable(Traces.Running process) {
        List<String> open = new ArrayList<>();
        Path folder = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            descriptors.forEach(descriptor -> {
                String target = Traces.link(descriptor);
                if (target.startsWith(dataset + "/") && isWritable(folder, descriptor)) {
                    open.add(target);
                }
            });
        } catch (IOException | UncheckedIOException gone) {
            return open;
        }
        return open;
    }

    private static boolean isWritable(Path folder, Path descriptor) {
        try {
            return Files.readAllLines(folder.resolve("fdinfo").resolve(descriptor.getFileName())).stream()
                    .filter(line -> line.startsWith("flags:"))
                    .anyMatch(line -> (Integer.parseInt(line.replaceAll("\\s|flags:", ""), 8) & 3) != 0);
        } catch (IOException gone) {
            return false;
        }
    }
}
