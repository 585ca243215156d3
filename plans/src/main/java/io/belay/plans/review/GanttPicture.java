package io.belay.plans.review;

import io.belay.plans.graph.Stop;
import io.belay.plans.markup.Markup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Rehearsed times as bars; what is unknown is hatched. For one thread only. */
final class GanttPicture {

    static final String RULES = """
            .gantt text { font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; fill: var(--text); }
            .gantt .name { font-weight: 600; } .gantt .quiet { fill: var(--quiet); }
            .gantt .tick { stroke: var(--line); stroke-width: 1; } .gantt .base { stroke: var(--quiet); stroke-width: 1; }
            .gantt .bar { fill: var(--way); } .gantt .bar-live { fill: var(--live); } .gantt .stripe { fill: var(--raised); }
            .gantt .hatch { stroke: var(--quiet); stroke-width: 2; }
            .gantt .hatched { stroke: var(--quiet); stroke-width: 1; } .gantt .waits { fill: var(--quiet); }
            """;

    private static final int WIDTH = 960;
    private static final int LEFT = 190;
    private static final int RIGHT = 190;
    private static final int ROW = 26;
    private static final int TOP = 26;
    private static final int HATCHED = 64;
    private static final int NARROWEST = 3;
    private static final int MOST_TICKS = 6;

    /** Distances between two ticks, in seconds. */
    private static final List<Long> STEPS = List.of(
            1L, 2L, 5L, 10L, 15L, 30L, 60L, 120L, 300L, 600L, 900L, 1800L, 3600L, 7200L, 14400L, 21600L, 43200L, 86400L,
            172800L, 604800L);

    private final Gantt gantt;
    private final int height;
    private final long scale;
    private final Markup out = new Markup();

    GanttPicture(Gantt gantt) {
        this.gantt = gantt;
        this.height = TOP + gantt.bars().size() * ROW + 6;
        this.scale = Math.max(1, gantt.total().toMillis());
    }

    Markup write() {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "class",
                "gantt",
                "role",
                "img",
                "aria-labelledby",
                "gantt-title gantt-text");
        out.leaf("title", "Rehearsed length of each step", "id", "gantt-title");
        out.leaf("desc", description(), "id", "gantt-text").line();
        out.open("defs")
                .open(
                        "pattern",
                        "id",
                        "hatch",
                        "width",
                        "7",
                        "height",
                        "7",
                        "patternUnits",
                        "userSpaceOnUse",
                        "patternTransform",
                        "rotate(45)")
                .empty("path", "d", "M0 0V7", "class", "hatch")
                .close()
                .close()
                .line();
        stripes();
        ticks();
        int used = 0;
        for (int i = 0; i < gantt.bars().size(); i++) {
            used = bar(gantt.bars().get(i), i, used);
        }
        return out.close();
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        for (Gantt.Bar bar : gantt.bars()) {
            text.append(bar.stop().name()).append(": ").append(words(bar)).append(". ");
        }
        return text.append("The same stands in the table below.").toString();
    }

    private void stripes() {
        for (int i = 0; i < gantt.bars().size(); i += 2) {
            out.empty(
                    "rect",
                    "x",
                    "0",
                    "y",
                    text(TOP + i * ROW),
                    "width",
                    text(WIDTH),
                    "height",
                    text(ROW),
                    "class",
                    "stripe");
        }
        out.line();
    }

    private void ticks() {
        int bottom = TOP + gantt.bars().size() * ROW;
        out.empty("path", "d", "M" + LEFT + " " + TOP + "V" + bottom, "class", "base");
        if (!gantt.knowsAny()) {
            label("not to scale: no rehearsed times", LEFT + 6, TOP - 9, "quiet", "start");
            return;
        }
        long distance = STEPS.stream()
                .filter(seconds -> gantt.total().toSeconds() / seconds < MOST_TICKS)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        for (long at = 0; at * 1000 <= scale; at += distance) {
            int x = LEFT + (int) (at * 1000 * known() / scale);
            out.empty("path", "d", "M" + x + " " + (TOP - 4) + "V" + bottom, "class", at == 0 ? "base" : "tick");
            label(Spent.text(Duration.ofSeconds(at)), x, TOP - 9, "quiet", "middle");
        }
        out.line();
    }

    /** Hatched bars take room of their own, so that what is known stays to scale. */
    private int known() {
        return Math.max(120, WIDTH - LEFT - RIGHT - hatched() * unknowns());
    }

    private int unknowns() {
        return (int) gantt.bars().stream()
                .filter(bar -> Gantt.works(bar.stop()) && bar.time().isEmpty())
                .count();
    }

    private int hatched() {
        int count = Math.max(1, unknowns());
        int room = WIDTH - LEFT - RIGHT - (gantt.knowsAny() ? 240 : 0);
        return Math.max(NARROWEST, Math.min(HATCHED, room / count));
    }

    /** @return how many units to the right hatched bars have pushed what follows */
    private int bar(Gantt.Bar bar, int index, int pushed) {
        Stop stop = bar.stop();
        int y = TOP + index * ROW;
        int x = LEFT + (int) (bar.offset().toMillis() * known() / scale) + pushed;
        label(stop.number() + "", 22, y + 17, "quiet", "end");
        label(shortened(stop.id()), 30, y + 17, "name", "start");
        if (!Gantt.works(stop)) {
            out.empty("path", "d", "M" + x + " " + (y + 7) + "l6 6l-6 6l-6 -6z", "class", "waits");
            label(words(bar), x + 12, y + 17, "quiet", "start").line();
            return pushed;
        }
        if (bar.time().isPresent()) {
            int width = Math.max(NARROWEST, (int) (bar.length().toMillis() * known() / scale));
            rect(x, y, width, stop.touchesLive() ? "bar-live" : "bar", "");
            label(words(bar), x + width + 6, y + 17, "value", "start").line();
            return pushed;
        }
        rect(x, y, hatched(), "hatched", "url(#hatch)");
        label(words(bar), x + hatched() + 6, y + 17, "quiet", "start").line();
        return pushed + hatched();
    }

    private void rect(int x, int y, int width, String look, String fill) {
        String[] base = {
            "x", text(x), "y", text(y + 5), "width", text(width), "height", text(ROW - 10), "rx", "2", "class", look
        };
        if (fill.isEmpty()) {
            out.empty("rect", base);
            return;
        }
        String[] filled = Arrays.copyOf(base, base.length + 2);
        filled[base.length] = "fill";
        filled[base.length + 1] = fill;
        out.empty("rect", filled);
    }

    static String words(Gantt.Bar bar) {
        Stop stop = bar.stop();
        if (stop.waits()) {
            return stop.step().kind().equals("window") ? "waits for its opening" : "waits for people";
        }
        if (!Gantt.works(stop)) {
            return stop.step().with().path("after").asText() + " after the promotion";
        }
        return bar.time().map(time -> Spent.text(time.usual())).orElse("unknown");
    }

    private static String shortened(String id) {
        return id.length() <= 20 ? id : id.substring(0, 19) + "…";
    }

    private Markup label(String text, int x, int y, String look, String anchor) {
        return out.leaf("text", text, "x", text(x), "y", text(y), "class", look, "text-anchor", anchor);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
