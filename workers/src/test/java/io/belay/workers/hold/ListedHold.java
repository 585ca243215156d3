package io.belay.workers.hold;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.belay.plans.facts.PinnedFacts;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.facts.SavedPlan.Origin;
import io.belay.plans.file.PlanFile;
import io.belay.plans.resolve.CanonicalForm;
import io.belay.workers.commands.CommandList;
import io.belay.workers.commands.Planned;
import io.belay.workers.commands.Planned.Block;
import io.belay.workers.commands.Planned.Kind;
import io.belay.workers.commands.Planned.Statement;
import io.belay.workers.commands.PlannedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code explain --commands} lists of an online hold, held against what one noted: it sends nothing that is not listed, and
 * everything that is listed without a condition. In which order is for the tests of whole runs.
 */
final class ListedHold {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final Pattern NAME = Pattern.compile("<[a-z][a-z0-9 -]*>");

    /** Each switch of a run has the next one. */
    private static final Pattern GENERATION = Pattern.compile("(?<=_[fb])\\d+");

    private static final String PLAN = """
            apiVersion: belay/v1
            kind: UpgradePlan
            metadata: {name: orders-13-to-17, owner: dba-team@example.com}
            live: {cluster: db1/orders, version: 13}
            target: {version: 17, settings: {wal_level: logical}}
            steps:
              - preflight
              - publish
              - snapshot
              - clone
              - pg_upgrade
              - verify
              - approve: {by: change-board}
              - promote: {mode: online, way_back: 7d}
              - retire: {after: 7d}
            """;

    private static final String FACTS = """
            {"cluster": "db1/orders",
             "live": {"major": 13, "owner": "postgres", "data_directory": "/l/13/data", "port": 5471, "service": "pg_ctl"},
             "target": {"data_directory": "/n/17/data", "port": 5472},
             "postgres": {"13": {"version": "13.1", "folder": "/p/13"}, "17": {"version": "17.1", "folder": "/p/17"}},
             "storage": {"driver": "btrfs", "dataset": "/l", "place": "/l/.belay"}}
            """;

    /** @param where server and database */
    private record Sent(String where, String sql) {}

    private record Listed(Pattern where, Pattern sql, String words, boolean always) {

        boolean fits(Sent sent) {
            return where.matcher(sent.where()).matches()
                    && sql.matcher(sent.sql()).matches();
        }
    }

    private ListedHold() {}

    /**
     * @param back whether clients went back to old, for the first time or again
     * @param noted lines of the run's {@code commands.jsonl} that this hold wrote
     */
    static void assertHeld(List<String> databases, boolean back, List<String> noted) throws IOException {
        List<Listed> listed = listed(databases, back);
        List<Sent> sent = noted.stream().flatMap(ListedHold::sent).toList();

        assertThat(sent.stream().filter(one -> listed.stream().noneMatch(line -> line.fits(one))))
                .isEmpty();
        assertThat(listed.stream()
                        .filter(Listed::always)
                        .filter(line -> sent.stream().noneMatch(line::fits))
                        .map(Listed::words))
                .isEmpty();
    }

    private static Stream<Sent> sent(String line) {
        try {
            JsonNode read = MAPPER.readTree(line);
            String sql = read.path("sql").asText();
            // Many sequences are read by one statement, which is listed for one of them.
            Stream<String> singles = sql.contains("::text AS sequence, last_value")
                    ? Stream.of(sql.split("\\sUNION ALL ", -1))
                    : Stream.of(sql);
            return read.has("sql")
                    ? singles.map(one -> new Sent(read.path("where").asText(), one))
                    : Stream.of();
        } catch (IOException notJson) {
            throw new java.io.UncheckedIOException(notJson);
        }
    }

    private static List<Listed> listed(List<String> databases, boolean back) throws IOException {
        List<PlannedPart> holds = list(databases).parts().stream()
                .filter(part -> part.step().equals("promote"))
                .filter(part -> !part.backwards().isEmpty())
                .toList();
        List<Listed> all = new ArrayList<>();
        List<Planned> forwards = holds.get(back ? 1 : 0).forwards();
        // All of the way back stands under one condition: that somebody wants to go.
        (back ? ((Block) forwards.get(0)).inside() : forwards).forEach(planned -> add(planned, true, all));
        return all;
    }

    private static void add(Planned planned, boolean always, List<Listed> into) {
        if (planned instanceof Statement statement) {
            statement
                    .servers()
                    .forEach(server -> into.add(new Listed(
                            pattern(server + " " + statement.database()),
                            pattern(statement.sql()),
                            server + " " + statement.database() + ": " + statement.sql(),
                            always)));
        } else if (planned instanceof Block block) {
            boolean sure = block.kind() != Kind.ONLY_IF && block.kind() != Kind.FOR_EACH;
            block.inside().forEach(inside -> add(inside, always && sure, into));
        }
    }

    private static Pattern pattern(String text) {
        String open = Stream.of(NAME.split(GENERATION.matcher(text).replaceAll("<generation>"), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".+"));
        return Pattern.compile(open, Pattern.DOTALL);
    }

    private static CommandList list(List<String> databases) throws IOException {
        Path file = Files.createTempDirectory("listed").resolve("orders.plan.yaml");
        try {
            Files.writeString(file, PLAN);
            String judged = "{\"databases\": ["
                    + databases.stream()
                            .map(name -> "{\"name\": \"" + name + "\"}")
                            .collect(Collectors.joining(", "))
                    + "]}";
            return CommandList.of(
                    new SavedPlan(
                            CanonicalForm.write(
                                    PlanFile.read(file, Map.of()).resolved().orElseThrow()),
                            PinnedFacts.read(FACTS),
                            MAPPER.readTree(judged),
                            List.of(),
                            List.of(),
                            new Origin("orders.plan.yaml", "alice", Instant.EPOCH, "0.1.0")),
                    false);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        }
    }
}
