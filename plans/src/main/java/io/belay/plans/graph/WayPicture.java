package io.belay.plans.graph;

import io.belay.plans.graph.WayLayout.Spot;
import io.belay.plans.markup.Markup;
import io.belay.plans.markup.Palette;
import java.util.List;
import java.util.Locale;

/**
 * The way as an SVG: steps on a line that breaks into rows, waypoints below, arrows back to them, stages as grounds, the crossing as a
 * bar. Same plan, same bytes. For one thread only.
 */
public final class WayPicture {

    /** The looks, to stand in the sheet of a page that holds the picture. */
    public static final String RULES = """
            .way text { font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; fill: var(--text); }
            .way .ground { fill: var(--raised); } .way .ground-prepared { fill: var(--livetint); }
            .way .ground-promotion { fill: var(--holdtint); } .way .ground-crossed { fill: var(--newtint); }
            .way .ground-ended { fill: var(--badtint); }
            .way .stage { font-size: 11px; fill: var(--quiet); letter-spacing: .02em; }
            .way .rail { stroke: var(--way); stroke-width: 3; fill: none; }
            .way .stop { fill: var(--ground); stroke: var(--way); stroke-width: 3; }
            .way .stop-live { fill: var(--live); stroke: var(--live); }
            .way .stop-gone { fill: var(--bad); stroke: var(--bad); }
            .way .stop-waits { stroke-dasharray: 3 3; }
            .way .number { font-weight: 700; font-size: 11.5px; }
            .way .number-on { fill: var(--onway); }
            .way .name { font-weight: 600; }
            .way .tag { font-size: 10.5px; fill: var(--quiet); }
            .way .tag-live { fill: var(--live); font-weight: 700; }
            .way .tag-gone { fill: var(--bad); font-weight: 800; }
            .way .waypoint { fill: var(--good); }
            .way .hang { stroke: var(--good); stroke-width: 1.5; fill: none; }
            .way .undo { stroke: var(--quiet); stroke-width: 1.5; fill: none; stroke-dasharray: 4 3; }
            .way .tip { fill: var(--quiet); }
            .way .crossing { stroke: var(--bad); stroke-width: 4; }
            .way .crossing-word { fill: var(--bad); font-weight: 800; font-size: 11px; letter-spacing: .06em; }
            """;

    /** From the line down to the waypoints. */
    static final int WAYPOINT = 44;

    private final Way way;
    private final WayLayout layout;
    private final List<Spot> spots;
    private final Markup out = new Markup();

    public WayPicture(Way way) {
        this.way = way;
        this.layout = new WayLayout(way.stops());
        this.spots = layout.spots();
    }

    /** To stand in a page whose sheet has {@link #RULES}. */
    public Markup inPage() {
        draw("way", "way-title", "way-text", "");
        return out;
    }

    String file() {
        draw("way", "title", "text", Palette.literal(".way { background: var(--ground); }\n" + RULES));
        return out + "\n";
    }

    private void draw(String look, String title, String text, String sheet) {
        out.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + WayLayout.WIDTH + " " + layout.total(),
                "class",
                look,
                "role",
                "img",
                "aria-labelledby",
                title + " " + text);
        out.leaf("title", WayWords.title(way), "id", title);
        out.leaf("desc", WayWords.description(way), "id", text).line();
        if (!sheet.isEmpty()) {
            out.sheet(sheet).line();
        }
        grounds();
        rails();
        crossing();
        spots.forEach(this::undo);
        spots.forEach(spot -> new StopPicture(spot, out).draw());
        out.close();
    }

    private void grounds() {
        int from = 0;
        for (int i = 0; i < spots.size(); i++) {
            boolean last = i + 1 == spots.size()
                    || spots.get(i + 1).row() != spots.get(i).row()
                    || spots.get(i + 1).stop().stage() != spots.get(i).stop().stage();
            if (last) {
                ground(
                        spots.get(from),
                        spots.get(i),
                        from > 0
                                && spots.get(from - 1).stop().stage()
                                        == spots.get(i).stop().stage());
                from = i + 1;
            }
        }
    }

    private void ground(Spot first, Spot last, boolean goesOn) {
        Stage stage = first.stop().stage();
        int left = first.left() + 2;
        int top = layout.top(first.row());
        out.empty(
                "rect",
                "x",
                text(left),
                "y",
                text(top),
                "width",
                text(last.right() - 2 - left),
                "height",
                text(layout.height(first.row())),
                "rx",
                "5",
                "class",
                stage == Stage.UNTOUCHED ? "ground" : "ground-" + word(stage));
        String words = goesOn ? stage.words() + ", continued" : stage.words();
        out.leaf("text", words, "x", text(left + 8), "y", text(top + 17), "class", "stage")
                .line();
    }

    /** One line through each row; steps side by side hang on a rail of their own below it. */
    private void rails() {
        for (int row = 0; row < layout.rows(); row++) {
            int number = row;
            List<Spot> own = spots.stream().filter(spot -> spot.row() == number).toList();
            if (own.isEmpty()) {
                continue;
            }
            Spot first = own.get(0);
            Spot last = own.get(own.size() - 1);
            boolean more = row + 1 < layout.rows();
            int left = row == 0 ? first.x() : first.left() + 6;
            int right = more ? last.right() - 6 : last.beside() ? last.right() - 14 : last.x();
            out.empty("path", "d", "M" + left + " " + first.rail() + "H" + right, "class", "rail");
            if (more) {
                out.empty("path", "d", "M" + (right - 6) + " " + (first.rail() - 6) + "l6 6l-6 6", "class", "rail");
            }
            own.stream().filter(spot -> spot.y() != spot.rail()).forEach(this::lane);
        }
        out.line();
    }

    private void lane(Spot spot) {
        int from = spot.left() + 10;
        int to = spot.right() - 14;
        out.empty(
                "path",
                "d",
                "M" + from + " " + spot.rail() + "C" + (from + 10) + " " + spot.rail() + " " + from + " " + spot.y()
                        + " "
                        + (from + 16) + " " + spot.y() + "H" + (to - 16) + "C" + to + " " + spot.y() + " " + (to - 10)
                        + " "
                        + spot.rail() + " " + to + " " + spot.rail(),
                "class",
                "rail");
    }

    private void crossing() {
        spots.stream().filter(spot -> spot.stop().promotes()).forEach(spot -> {
            int x = spot.right() == WayLayout.WIDTH ? spot.right() - 4 : spot.right();
            int top = layout.top(spot.row());
            int bottom = top + layout.height(spot.row());
            out.empty("path", "d", "M" + x + " " + (top + 24) + "V" + (bottom - 22), "class", "crossing");
            out.leaf(
                            "text",
                            "CROSSING",
                            "x",
                            text(Math.min(x, WayLayout.WIDTH - 38)),
                            "y",
                            text(bottom - 8),
                            "text-anchor",
                            "middle",
                            "class",
                            "crossing-word")
                    .line();
        });
    }

    /** From below the step back to the waypoint that is restored. */
    private void undo(Spot spot) {
        for (Spot to : spots) {
            if (!to.stop().id().equals(spot.stop().restoresTo())) {
                continue;
            }
            int y = spot.y() + WAYPOINT;
            int end = to.row() == spot.row() ? to.x() + 9 : spot.left() + 6;
            int depth = 14 + Math.min(16, 2 * (spot.stop().number() - to.stop().number()));
            int from = spot.stop().step().waypoint() ? spot.x() - 9 : spot.x();
            out.empty(
                    "path",
                    "d",
                    "M" + from + " " + y + "C" + (from - 14) + " " + (y + depth) + " " + (end + 20) + " " + (y + depth)
                            + " " + (end + 4) + " " + (y + 3),
                    "class",
                    "undo");
            out.empty("path", "d", "M" + end + " " + y + "l9 1.5l-5.5 6z", "class", "tip");
        }
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
