package io.belay.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.belay.engine.evidence.Chain;
import io.belay.engine.evidence.ChainLine;
import io.belay.engine.evidence.ChainLine.Content;
import io.belay.engine.evidence.ChainWords;
import io.belay.engine.evidence.Told;
import io.belay.plans.review.RunAccount;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a run's chain as what it did. What the chain does not say stays empty. One thread only.
 *
 * <p>A run that only let old live go writes into the chain of the one that crossed: it has an order and an end of its own there, and
 * neither hides those of the first.
 */
public final class RunStory {

    private final String run;
    private final Chain chain;
    private final List<Content> decisions = new ArrayList<>();
    private final List<Content> ends = new ArrayList<>();
    private final List<RunAccount.Event> events = new ArrayList<>();
    private final Map<String, StepStory> steps = new LinkedHashMap<>();
    private final Map<String, String> programs = new TreeMap<>();
    private final Map<String, Long> files = new TreeMap<>();

    public RunStory(String run, Chain chain) {
        this.run = run;
        this.chain = chain;
        chain.contents().forEach(this::read);
    }

    private void read(Content line) {
        line.files().forEach(file -> files.put(file.name(), file.bytes()));
        line.data()
                .path("programs")
                .forEach(program -> programs.put(
                        program.path("path").asText(), program.path("sha256").asText()));
        switch (line.kind()) {
            case ChainWords.DECISION -> decisions.add(line);
            case ChainWords.END -> ends.add(line);
            case ChainWords.ANSWER ->
                steps.computeIfAbsent(line.step(), StepStory::new).heard(line);
            case ChainWords.NOTE -> events.add(new RunAccount.Event(line.time(), line.what()));
            default -> {
                // Files stand among what the line binds.
            }
        }
    }

    /** Whether the chain says who asked for the run: what an older worker wrote does not. */
    public boolean hasBeginning() {
        return beginning().isPresent();
    }

    /** Whether it says how the run ended. */
    public boolean hasEnd() {
        return !ends.isEmpty();
    }

    public RunAccount account() {
        return new RunAccount(
                run,
                asked(),
                ending(),
                steps(),
                decided(),
                events.stream()
                        .filter(event -> !event.what().equals(ChainLine.TORN))
                        .toList(),
                programs.entrySet().stream()
                        .map(program -> new RunAccount.Program(program.getKey(), program.getValue()))
                        .toList(),
                new RunAccount.Evidence(
                        chain.head().line(),
                        chain.head().sha256(),
                        files.size(),
                        files.values().stream().mapToLong(Long::longValue).sum(),
                        chain.torn()));
    }

    private Optional<Content> beginning() {
        return decisions.stream().filter(RunStory::isStart).findFirst();
    }

    private static boolean isStart(Content line) {
        return text(line.data(), "decision").equals(Told.START);
    }

    private RunAccount.Asked asked() {
        JsonNode data = beginning().map(Content::data).orElse(MissingNode.getInstance());
        String facts = decisions.stream()
                .map(line -> text(line.data(), "facts_sha256"))
                .filter(hash -> !hash.isEmpty())
                .findFirst()
                .orElse("");
        return new RunAccount.Asked(
                text(data, "by"),
                text(data, "at"),
                data.path("rehearsal").asBoolean(),
                text(data, "cluster"),
                text(data, "plan"),
                text(data, "plan_sha256"),
                facts,
                text(data, "reason"),
                text(data, "snapshot"),
                text(data, "host"),
                text(data, "belay"));
    }

    private RunAccount.Ending ending() {
        if (ends.isEmpty()) {
            return new RunAccount.Ending("", "", 0, "", "", "", 0, "");
        }
        JsonNode end = ends.get(0).data();
        String retired =
                ends.size() > 1 && letGo(ends.get(1).data()) ? text(ends.get(1).data(), "ended_at") : "";
        return new RunAccount.Ending(
                text(end, "phase").toLowerCase(Locale.ROOT),
                text(end, "ended_at"),
                between(text(end, "started_at"), text(end, "ended_at")),
                text(end, "note"),
                text(end, "problem"),
                text(end, "crossed_at"),
                end.path("held_milliseconds").asLong(),
                retired.isEmpty() ? ownRetirement(end) : retired);
    }

    private static boolean letGo(JsonNode end) {
        return text(end, "phase").equals("COMPLETED");
    }

    /** Where the plan's own last step let old live go. */
    private String ownRetirement(JsonNode end) {
        for (JsonNode step : end.path("steps")) {
            StepStory story = steps.get(text(step, "id"));
            if (text(step, "status").equals("DONE")
                    && story != null
                    && story.kind().equals("retire")) {
                return text(end, "ended_at");
            }
        }
        return "";
    }

    private static long between(String from, String to) {
        try {
            return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
        } catch (DateTimeException notWritten) {
            return 0;
        }
    }

    /** In the plan's order as the end tells it; else in the order in which the host was asked. */
    private List<RunAccount.Step> steps() {
        List<RunAccount.Step> told = new ArrayList<>();
        if (ends.isEmpty()) {
            steps.values().stream().filter(step -> !step.kind().isEmpty()).forEach(step -> told.add(step.unended()));
            return told;
        }
        for (JsonNode end : ends.get(0).data().path("steps")) {
            String id = text(end, "id");
            told.add(steps.getOrDefault(id, new StepStory(id)).ended(end));
        }
        return told;
    }

    private List<RunAccount.Decision> decided() {
        return decisions.stream()
                .filter(line -> !isStart(line))
                .map(Content::data)
                // One that was told late stands behind what it caused.
                .sorted(Comparator.comparing(data -> text(data, "at")))
                .map(data -> new RunAccount.Decision(
                        text(data, "at"),
                        text(data, "by"),
                        text(data, "decision"),
                        text(data, "step"),
                        text(data, "reason"),
                        text(data, "plan_sha256"),
                        text(data, "facts_sha256")))
                .toList();
    }

    static String text(JsonNode data, String name) {
        return data.path(name).asText();
    }
}
