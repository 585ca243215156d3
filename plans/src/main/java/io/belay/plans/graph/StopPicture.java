package io.belay.plans.graph;

import io.belay.plans.graph.WayLayout.Spot;
import io.belay.plans.markup.Markup;
import java.util.List;

/** One step in the picture: its circle, its name, its waypoint, and what has to be said of it. For one thread only. */
final class StopPicture {

    private final Spot spot;
    private final Markup out;

    StopPicture(Spot spot, Markup out) {
        this.spot = spot;
        this.out = out;
    }

    void draw() {
        Stop stop = spot.stop();
        String full = stop.isNoReturn() || stop.touchesLive() ? "number number-on" : "number";
        String look = stop.isNoReturn() ? " stop-gone" : stop.touchesLive() ? " stop-live" : "";
        out.open("g");
        out.leaf("title", stop.name() + ": " + stop.does());
        if (stop.step().waypoint() && !spot.beside()) {
            int y = spot.y() + WayPicture.WAYPOINT;
            out.empty("path", "d", "M" + spot.x() + " " + (spot.y() + 13) + "V" + (y - 7), "class", "hang");
            out.empty("path", "d", "M" + spot.x() + " " + (y - 7) + "l7 7l-7 7l-7 -7z", "class", "waypoint");
        }
        out.empty(
                "circle",
                "cx",
                text(spot.x()),
                "cy",
                text(spot.y()),
                "r",
                "13",
                "class",
                "stop" + look + (stop.waits() ? " stop-waits" : ""));
        label(text(stop.number()), spot.x(), spot.y() + 4, full);
        if (spot.beside()) {
            beside();
        } else {
            above();
            tags();
        }
        out.close().line();
    }

    private void above() {
        List<String> name = new ShortName(spot.stop().id(), (spot.right() - spot.left()) / 8).lines();
        for (int i = 0; i < name.size(); i++) {
            label(name.get(i), spot.x(), spot.y() - 22 - 14 * (name.size() - 1 - i), "name");
        }
    }

    /** On a ground of its own, so that the rail does not run through the name. */
    private void beside() {
        int left = spot.x() + 18;
        String name = new ShortName(spot.stop().id(), Math.max(4, (spot.right() - 34 - left) / 8))
                .lines()
                .get(0);
        String shown = name.length() == spot.stop().id().length() ? name : name + "…";
        out.leaf("text", shown, "x", text(left), "y", text(spot.y() - 6), "class", "name");
        String tag = spot.stop().step().waypoint() ? "waypoint behind the group" : "side by side";
        out.leaf("text", tag, "x", text(left), "y", text(spot.y() + 14), "class", "tag");
    }

    private void tags() {
        Stop stop = spot.stop();
        int y = spot.y() + (stop.step().waypoint() ? WayPicture.WAYPOINT + 34 : 30);
        if (stop.touchesLive()) {
            label(stop.promotes() ? "LIVE, clients" : "LIVE", spot.x(), y, "tag tag-live");
            y += 14;
        }
        if (stop.isNoReturn()) {
            label("POINT OF", spot.x(), y, "tag tag-gone");
            label("NO RETURN", spot.x(), y + 13, "tag tag-gone");
            y += 27;
        }
        if (stop.step().waypoint() || stop.waits()) {
            label(stop.step().waypoint() ? "waypoint" : "waits", spot.x(), y, "tag");
            y += 14;
        }
        if (!stop.inserted().isEmpty()) {
            label("added by Belay", spot.x(), y, "tag");
            y += 14;
        }
        if (stop.rehearsedOnly()) {
            label("rehearsals only", spot.x(), y, "tag");
        }
    }

    private void label(String text, int x, int y, String look) {
        out.leaf("text", text, "x", text(x), "y", text(y), "text-anchor", "middle", "class", look);
    }

    private static String text(int number) {
        return Integer.toString(number);
    }
}
