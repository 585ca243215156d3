package io.belay.lab.kills;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a matrix found. Immutable. */
public final class KillReport {

    private final List<RunRecord> records;

    KillReport(List<RunRecord> records) {
        this.records = List.copyOf(records);
    }

    public int runs() {
        return records.size();
    }

    public int kills() {
        return records.stream().mapToInt(record -> record.strikes().size()).sum();
    }

    /** One sentence for each false statement, loss, failed transaction, double effect and leftover, with the run's seed. */
    public List<String> wrong() {
        return records.stream()
                .flatMap(record -> record.wrong().stream().map(wrong -> "seed " + record.seed() + ": " + wrong))
                .toList();
    }

    /** Counts by victim and by outcome. */
    public List<String> counts() {
        Map<String, Integer> victims = new TreeMap<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, Integer> questions = new TreeMap<>();
        for (RunRecord record : records) {
            record.strikes()
                    .forEach(done -> victims.merge(done.strike().victim().name(), 1, Integer::sum));
            outcomes.merge(word(record.outcome()), 1, Integer::sum);
            record.asked().forEach(code -> questions.merge(code, 1, Integer::sum));
        }
        int stated = records.stream().mapToInt(RunRecord::stated).sum();
        int launched = records.stream().mapToInt(RunRecord::launched).sum();
        return List.of(
                "killed:   " + text(victims),
                "runs:     " + text(outcomes),
                "asked:    " + (questions.isEmpty() ? "never" : text(questions)),
                "compared: " + stated + " statements with the host, " + launched + " launches with the journal");
    }

    private static String text(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String word(RunRecord.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static List<String> lines(int number, RunRecord record) {
        List<String> lines = new ArrayList<>();
        lines.add("run " + number + " (seed " + record.seed() + ", " + record.run() + "): " + word(record.outcome())
                + " after " + record.took().toSeconds() + " s, asked "
                + record.asked().size() + " times; "
                + record.strikes().size() + " kills");
        record.strikes()
                .forEach(done -> lines.add("    " + done.strike().text() + ": "
                        + done.whom().stream()
                                .map(process -> process.program() + " " + process.pid())
                                .collect(Collectors.joining(", "))));
        record.wrong().forEach(wrong -> lines.add("    WRONG: " + wrong));
        return lines;
    }
}
