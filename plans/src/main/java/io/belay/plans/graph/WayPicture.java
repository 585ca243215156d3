package io.belay.plans.graph;

import io.belay.plans.markup.Markup;
import io.belay.plans.markup.Palette;
import java.util.ArrayList;
import java.util.List;

/**
 * The way as an SVG: steps on a line that breaks into rows, waypoints below, arrows back to them, stages as grounds, the crossing as a
 * bar. Same plan, same bytes. For one thread only.
 */
public final class WayPicture {

    /** The looks, to stand in the sheet of a page that holds the picture. */
    public static final String RULES = """
            .way text { font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; fill: var(--text); }
            .way .ground { fill: var(--raised); } .way .ground-prepared { fill: var(--livetint); }
            .way .ground-promotion { fill: var(--livetint); } .way .ground-crossed { fill: var(--newtint); }
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

    private static final int WIDTH = 1200;
    private static final int PER_ROW = 10;
    private static final int ROW = 178;
    private static final int GAP = 10;

    /** From the top of a row to its line. */
    private static final int RAIL = 80;

    private static final int WAYPOINT = 44;

    private record Spot(Stop stop, int x, int y) {}

    private final Way way;
    private final int perRow;
    private final int step;
    private final List<Spot> spots = new ArrayList<>();
    private final Markup out = new Markup();

    public WayPicture(Way way) {
        this.way = way;
        int count = Math.max(1, way.stops().size());
        int rows = (count + PER_ROW - 1) / PER_ROW;
        this.perRow = (count + rows - 1) / rows;
        this.step = WIDTH / perRow;
        for (Stop stop : way.stops()) {
            int index = stop.number() - 1;
            spots.add(new Spot(stop, step / 2 + index % perRow * step, index / perRow * (ROW + GAP) + RAIL));
        }
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
        int rows = (spots.size() + perRow - 1) / perRow;
        int height = Math.max(1, rows) * (ROW + GAP) - GAP;
        out.open(
                "svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + WIDTH + " " + height, "class", look,
                "role", "img", "aria-labelledby", title + " " + text);
        out.leaf("title", WayWords.title(way), "id", title);
        out.leaf("desc", WayWords.description(way), "id", text).line();
        if (!sheet.isEmpty()) {
            out.sheet(sheet).line();
        }
        grounds();
        rails();
        crossing();
        spots.forEach(this::undo);
        spots.forEach(this::stop);
        out.close();
    }

    private void grounds() {
        int from = 0;
        for (int i = 0; i < spots.size(); i++) {
            boolean last = i + 1 == spots.size()
                    || (i + 1) % perRow == 0
                    || spots.get(i + 1).stop.stage() != spots.get(i).stop.stage();
            if (last) {
                ground(spots.get(from), spots.get(i));
                from = i + 1;
            }
        }
    }

    private void ground(Spot first, Spot last) {
        Stage stage = first.stop.stage();
        int left = first.x - step / 2 + 2;
        int top = first.y - RAIL;
        out.empty(
                "rect", "x", text(left), "y", text(top), "width", text(last.x + step / 2 - 2 - left), "height", text(ROW),
                "rx", "5", "class", stage == Stage.UNTOUCHED ? "ground" : "ground-" + word(stage));
        boolean known = first.stop.number() > 1 && first.stop.number() % perRow == 1 && sameAsBefore(first);
        out.leaf("text", known ? "" : stage.words(), "x", text(left + 8), "y", text(top + 17), "class", "stage")
                .line();
    }

    private boolean sameAsBefore(Spot spot) {
        return spots.get(spot.stop.number() - 2).stop.stage() == spot.stop.stage();
    }

    private void rails() {
        for (int i = 0; i < spots.size(); i++) {
            Spot spot = spots.get(i);
            boolean lastOfAll = i + 1 == spots.size();
            boolean endOfRow = (i + 1) % perRow == 0;
            boolean startOfRow = i % perRow == 0 && i > 0;
            int left = startOfRow ? spot.x - step / 2 + 6 : spot.x;
            int right = lastOfAll ? spot.x : endOfRow ? spot.x + step / 2 - 6 : spot.x + step;
            out.empty("path", "d", "M" + left + " " + spot.y + "H" + right, "class", "rail");
        }
        out.line();
    }

    private void crossing() {
        spots.stream().filter(spot -> spot.stop.promotes()).forEach(spot -> {
            int x = spot.x + step / 2;
            out.empty("path", "d", "M" + x + " " + (spot.y - RAIL + 24) + "V" + (spot.y + 74), "class", "crossing");
            out.leaf(
                            "text", "CROSSING", "x", text(Math.min(x, WIDTH - 36)), "y", text(spot.y + 90), "text-anchor",
                            "middle", "class", "crossing-word")
                    .line();
        });
    }

    /** From below the step back to the waypoint that is restored. */
    private void undo(Spot spot) {
        for (Spot to : spots) {
            if (!to.stop.id().equals(spot.stop.restoresTo())) {
                continue;
            }
            int y = spot.y + WAYPOINT;
            int end = to.y == spot.y ? to.x + 9 : spot.x - step / 2 + 6;
            int depth = 14 + Math.min(16, 2 * (spot.stop.number() - to.stop.number()));
            int from = spot.stop.step().waypoint() ? spot.x - 9 : spot.x;
            out.empty(
                    "path", "d",
                    "M" + from + " " + y + "C" + (from - 14) + " " + (y + depth) + " " + (end + 20) + " " + (y + depth)
                            + " " + (end + 4) + " " + (y + 3),
                    "class", "undo");
            out.empty(
                    "path", "d",
                    "M" + end + " " + y + "l9 1.5l-5.5 6z",
                    "class", "tip");
        }
    }

    private void stop(Spot spot) {
        Stop stop = spot.stop;
        String full = stop.isNoReturn() || stop.touchesLive() ? "number number-on" : "number";
        String look = stop.isNoReturn() ? " stop-gone" : stop.touchesLive() ? " stop-live" : "";
        out.open("g");
        out.leaf("title", stop.name() + ": " + stop.does());
        if (stop.step().waypoint()) {
            int y = spot.y + WAYPOINT;
            out.empty("path", "d", "M" + spot.x + " " + (spot.y + 13) + "V" + (y - 7), "class", "hang");
            out.empty("path", "d", "M" + spot.x + " " + (y - 7) + "l7 7l-7 7l-7 -7z", "class", "waypoint");
        }
        out.empty(
                "circle", "cx", text(spot.x), "cy", text(spot.y), "r", "13", "class",
                "stop" + look + (stop.waits() ? " stop-waits" : ""));
        label(text(stop.number()), spot.x, spot.y + 4, full);
        List<String> name = new ShortName(stop.id(), step / 8).lines();
        for (int i = 0; i < name.size(); i++) {
            label(name.get(i), spot.x, spot.y - 22 - 14 * (name.size() - 1 - i), "name");
        }
        tags(spot);
        out.close().line();
    }

    private void tags(Spot spot) {
        Stop stop = spot.stop;
        int y = spot.y + (stop.step().waypoint() ? WAYPOINT + 24 : 30);
        if (stop.touchesLive()) {
            label(stop.promotes() ? "LIVE, clients" : "LIVE", spot.x, y, "tag tag-live");
            y += 14;
        }
        if (stop.isNoReturn()) {
            label("POINT OF", spot.x, y, "tag tag-gone");
            label("NO RETURN", spot.x, y + 13, "tag tag-gone");
            y += 27;
        }
        if (stop.step().waypoint()) {
            label("waypoint", spot.x, y + 12, "tag");
        } else if (stop.waits()) {
            label("waits", spot.x, y, "tag");
        }
        if (stop.inserted()) {
            label("added by Belay", spot.x, y + (stop.step().waypoint() ? 26 : 0), "tag");
        }
    }

    private void label(String text, int x, int y, String look) {
        out.leaf("text", text, "x", text(x), "y", text(y), "text-anchor", "middle", "class", look);
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
