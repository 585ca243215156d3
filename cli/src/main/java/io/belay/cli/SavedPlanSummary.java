package io.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.belay.plans.facts.SavedPlan;
import io.belay.plans.resolve.ResolvedPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A saved plan as a person reads it right after it was made: what will happen, where, and what nobody knows. Pure. */
final class SavedPlanSummary {

    private static final int HASH = 12;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final double NEXT_UNIT = 1024;

    private final SavedPlan saved;
    private final Palette palette;
    private final List<String> lines = new ArrayList<>();

    SavedPlanSummary(SavedPlan saved, Palette palette) {
        this.saved = saved;
        this.palette = palette;
    }

    List<String> lines() {
        ResolvedPlan plan = saved.plan();
        JsonNode facts = saved.facts().tree();
        lines.add(plan.name() + "   plan " + saved.planHash().substring(0, HASH) + "   facts "
                + saved.facts().hash().substring(0, HASH) + "   " + plan.cluster() + ", "
                + facts.path("live").path("major").asText() + " to " + plan.targetVersion());
        List<String> outline = new ApplyOutline(plan, saved.planHash()).lines();
        outline.subList(1, outline.size()).forEach(this::outlined);
        pinned(plan, facts);
        judged(saved.judged());
        saved.assumptions().forEach(text -> line("assumed", text));
        saved.unknowns().forEach(unknown -> line("unknown", unknown.what() + "; to know it: " + unknown.remedy()));
        return List.copyOf(lines);
    }

    /** {@code   waits  at `approve`, ...}: the same labels, in this page's column. */
    private void outlined(String line) {
        String[] parts = line.strip().split(" +", 2);
        boolean aboutLive = parts[0].equals("live");
        line(aboutLive ? "meanwhile" : parts[0], aboutLive ? "live " + parts[1] : parts[1]);
    }

    String field(String label, String text) {
        return "  " + palette.quiet(String.format(Locale.ROOT, "%-9s", label)) + "  " + text;
    }

    private void line(String label, String text) {
        lines.add(field(label, text));
    }

    private void pinned(ResolvedPlan plan, JsonNode facts) {
        JsonNode live = facts.path("live");
        line(
                "live",
                server(facts, live.path("major").asText()) + ", " + where(live) + ", system identifier "
                        + live.path("system_identifier").asText());
        String target = String.valueOf(plan.targetVersion());
        line("new", server(facts, target) + (facts.path("target").isEmpty() ? "" : ", " + where(facts.path("target"))));
        line(
                "storage",
                facts.path("storage").path("driver").asText() + ", below "
                        + facts.path("storage").path("place").asText());
        line("poolers", names(facts.path("poolers")));
        if (facts.path("standbys").size() > 0) {
            line("standbys", joined(facts.path("standbys")));
        }
        facts.path("approvers")
                .path("groups")
                .properties()
                .forEach(group -> line("approver", group.getKey() + ": " + joined(group.getValue())));
        line("allowed", joined(facts.path("allow")));
    }

    private static String server(JsonNode facts, String major) {
        JsonNode programs = facts.path("postgres").path(major);
        return "PostgreSQL " + programs.path("version").asText() + " of "
                + programs.path("folder").asText("nowhere");
    }

    private static String where(JsonNode place) {
        return place.path("data_directory").asText() + " on port "
                + place.path("port").asText();
    }

    private void judged(JsonNode judged) {
        if (judged.has("databases")) {
            int databases = judged.path("databases").size();
            line(
                    "size",
                    databases + (databases == 1 ? " database, " : " databases, ")
                            + judged.path("relations").asText() + " relations, about "
                            + size(judged.path("bytes").asLong()));
        }
        JsonNode room = judged.path("room");
        line(
                "room",
                size(room.path("free_bytes").asLong()) + " of "
                        + size(room.path("total_bytes").asLong()) + " free");
        JsonNode sessions = judged.path("sessions");
        if (sessions.has("clients")) {
            line(
                    "clients",
                    sessions.path("clients").asText() + " sessions now"
                            + (sessions.has("around_poolers")
                                    ? ", " + sessions.path("around_poolers").asText() + " of them around the poolers"
                                            + example(
                                                    sessions.path("for_example").asText())
                                    : ""));
        }
        if (judged.has("wal_bytes_per_second")) {
            line("writes", size(judged.path("wal_bytes_per_second").asLong()) + "/s of WAL on average");
        }
        judged.path("poolers").properties().forEach(pooler -> {
            pooler.getValue().path("problems").forEach(problem -> line("problem", problem.asText()));
            pooler.getValue().path("notes").forEach(note -> line("note", note.asText()));
        });
    }

    private static String example(String words) {
        return words.isEmpty() ? "" : ": " + words;
    }

    /** Rounded, for people: the exact number stands in the file. */
    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= NEXT_UNIT && unit < UNITS.length - 1) {
            amount /= NEXT_UNIT;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
    }

    private static String names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.properties().forEach(field -> names.add(field.getKey()));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String joined(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asText()));
        return values.isEmpty() ? "none" : String.join(", ", values);
    }
}
