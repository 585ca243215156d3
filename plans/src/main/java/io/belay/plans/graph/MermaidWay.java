package io.belay.plans.graph;

import io.belay.plans.markup.VisibleText;
import java.util.List;

/** The way as Mermaid's flowchart, for tickets and pages that draw it. For one thread only. */
final class MermaidWay {

    private final Way way;
    private final StringBuilder out = new StringBuilder();

    MermaidWay(Way way) {
        this.way = way;
    }

    String write() {
        line("flowchart TD");
        line("    accTitle: " + label("The way of " + way.plan().name()));
        line("    accDescr: " + label(WayWords.description(way)));
        stages();
        forward();
        back();
        looks();
        return out.toString();
    }

    private void stages() {
        Stage stage = null;
        for (Stop stop : way.stops()) {
            if (stop.stage() != stage) {
                if (stage != null) {
                    line("    end");
                }
                stage = stop.stage();
                line("    subgraph " + stage.name().toLowerCase(java.util.Locale.ROOT) + "[\"" + stage.words() + "\"]");
            }
            line("        " + node(stop));
        }
        if (stage != null) {
            line("    end");
        }
    }

    private static String node(Stop stop) {
        String text = label(stop.number() + " " + stop.id())
                + (stop.inserted() ? "<br>by Belay" : "")
                + (stop.touchesLive() ? "<br>touches LIVE" : "")
                + (stop.step().waypoint() ? "<br>waypoint" : "")
                + (stop.isNoReturn() ? "<br>POINT OF NO RETURN" : "")
                + (stop.rehearsedOnly() ? "<br>rehearsals only" : "");
        String name = "s" + stop.number();
        if (stop.waits()) {
            return name + "([\"" + text + "\"])";
        }
        return stop.isNoReturn() ? name + "{{\"" + text + "\"}}" : name + "[\"" + text + "\"]";
    }

    private void forward() {
        List<Stop> stops = way.stops();
        for (int i = 0; i + 1 < stops.size(); i++) {
            boolean crossed = stops.get(i).promotes();
            String arrow = crossed ? " ==>|\"CROSSING\"| " : " --> ";
            line("    s" + stops.get(i).number() + arrow + "s" + stops.get(i + 1).number());
        }
    }

    private void back() {
        for (Stop stop : way.stops()) {
            way.stops().stream()
                    .filter(other -> other.id().equals(stop.restoresTo()))
                    .forEach(to -> line("    s" + stop.number() + " -. \"" + label("restore " + to.id()) + "\" .-> s"
                            + to.number()));
        }
    }

    private void looks() {
        line("    classDef live stroke-width:3px,stroke:#9a4a00");
        line("    classDef gone stroke-width:4px,stroke:#a40e26");
        for (Stop stop : way.stops()) {
            if (stop.isNoReturn()) {
                line("    class s" + stop.number() + " gone");
            } else if (stop.touchesLive()) {
                line("    class s" + stop.number() + " live");
            }
        }
    }

    /** Mermaid reads {@code #NN;} as the character of that number; nothing else of a text may mean something to it. */
    private static String label(String text) {
        StringBuilder label = new StringBuilder();
        VisibleText.line(text).codePoints().forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point) && point < 0x80 || " -_.,:/()+@".indexOf(point) >= 0;
            if (plain || point >= 0x80) {
                label.appendCodePoint(point);
            } else {
                label.append('#').append(point).append(';');
            }
        });
        return label.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
